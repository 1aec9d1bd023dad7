import { connect, createServer } from "node:net";
import { address, listenAt } from "./address.ts";

/** Listens with the shortest queue and never accepts again: the thread sleeps for as long as its parent lives. */
export function listenAndFreeze(at: string): void {
  const parent = process.ppid;
  const server = createServer();
  server.listen({ ...listenAt(at), backlog: 1 }, () => {
    process.stdout.write("ready\n", () => {
      const sleep = new Int32Array(new SharedArrayBuffer(4));
      while (process.ppid === parent) {
        Atomics.wait(sleep, 0, 0, 1000);
      }
    });
  });
}

/** Keeps the queue of a frozen listener full. A backlog of one admits two (Linux: `sk_acceptq_is_full`). */
export function fillQueue(at: string): void {
  let open = 0;
  for (let i = 0; i < 4; i++) {
    const socket = connect(address(at));
    socket.on("error", () => undefined);
    socket.on("connect", () => {
      open++;
      if (open === 2) {
        process.stdout.write("ready\n");
      }
    });
  }
  process.stdin.resume().on("end", () => process.exit(0));
}
