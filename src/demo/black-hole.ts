import { once } from "node:events";
import { connect } from "node:net";
import { Worker } from "node:worker_threads";
import type { Stage } from "./stage.ts";

/**
 * A listener whose thread then sleeps forever, so nobody takes connections off its queue. A thread and not a process:
 * it can't outlive the demo, whatever ends it. The backlog is 1 because Node.js reads 0 as its default of 511.
 */
const SLEEPING_LISTENER = `
const { parentPort } = require("node:worker_threads");
const server = require("node:net").createServer();
server.listen({ host: "127.0.0.1", port: 0, backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
`;

/** Linux takes backlog + 1 connections, macOS half as many again; far more, and the queue is not what we think. */
const MOST_FILLERS = 32;
/** Loopback opens a connection in well under a millisecond. */
const PATIENCE_MS = 250;

/**
 * Gives a "host:port" that answers no SYN, because the accept queue behind it is full (listen(2); on Linux
 * `tcp_conn_request` drops it, also with net.ipv4.tcp_abort_on_overflow). That it does so was just seen.
 */
export async function blackHole(stage: Stage): Promise<string> {
  const listener = new Worker(SLEEPING_LISTENER, { eval: true });
  stage.onClose(() => listener.terminate());
  const [port] = await once(listener, "message");
  for (let fillers = 0; fillers < MOST_FILLERS; fillers++) {
    if (!(await opens(Number(port), stage))) return `127.0.0.1:${port}`;
  }
  throw new Error(`this system still takes connections when ${MOST_FILLERS} wait in a queue for one`);
}

/** Opens a connection that stays in the queue; false once the queue is full. */
function opens(port: number, stage: Stage): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  stage.onClose(() => socket.destroy());
  return new Promise((resolve, reject) => {
    // One more look at the sockets after the timer: on a busy machine the answer may have come and not been read yet.
    const timer = setTimeout(() => setImmediate(giveUp), PATIENCE_MS);
    const giveUp = () => {
      if (!socket.connecting) return;
      socket.destroy();
      resolve(false);
    };
    socket.on("connect", () => {
      clearTimeout(timer);
      resolve(true);
    });
    socket.on("error", (failure) => {
      clearTimeout(timer);
      reject(failure);
    });
  });
}
