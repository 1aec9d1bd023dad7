import { connect } from "node:net";
import { address } from "./address.ts";

/** Connections that a client opens and keeps. */
export interface Held {
  readonly to: string;
  readonly count: number;
  /** Sent on each of them. */
  readonly send?: string;
  /** Reads nothing of what comes back. */
  readonly deaf?: true;
}

/** Opens connections and keeps them for as long as it lives; says `ready` when each of them is open or has failed. */
export async function hold(held: Held): Promise<void> {
  await Promise.all(Array.from({ length: held.count }, () => open(held)));
  process.stdout.write("ready\n");
  process.stdin.resume().on("end", () => process.exit(0));
}

function open(held: Held): Promise<void> {
  return new Promise((settled) => {
    const socket = connect(address(held.to));
    socket.on("connect", () => {
      socket.write(held.send ?? "");
      settled();
    });
    socket.on("error", () => settled());
    if (held.deaf === undefined) {
      socket.on("data", () => undefined);
    }
    setTimeout(settled, 1000);
  });
}
