import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import type { Outcome } from "../../model/outcome.ts";
import type { ProbeContext } from "../context.ts";
import { startDeadline } from "../deadline.ts";
import { outcomeOfSystemError, RUN_ENDED, timedOut } from "../outcome.ts";
import { type Question, type Reading, readAnswer } from "./message.ts";
import type { ServerAddress } from "./server-address.ts";

/** One datagram to send, `afterMs` after the first. */
export interface Datagram {
  readonly id: number;
  readonly bytes: Buffer;
  readonly afterMs: number;
}

export interface UdpAsk {
  readonly server: ServerAddress;
  readonly question: Question;
  readonly datagrams: readonly Datagram[];
  readonly patienceMs: number;
}

export type UdpAnswer =
  | Exclude<Reading, { readonly kind: "foreign" }>
  | { readonly kind: "failed"; readonly outcome: Outcome };

/**
 * Asks one server over UDP, from a port of its own that the system picks at random (RFC 5452 9.2). The socket is
 * connected: only datagrams from the server reach it, and its ICMP refusal is seen. Datagrams that are no answer to this
 * question are passed over; they are named if nothing better comes.
 */
export function askOverUdp(ask: UdpAsk, context: ProbeContext): Promise<UdpAnswer> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(ask.server.host) ? "udp6" : "udp4");
    const timers: NodeJS.Timeout[] = [];
    let stray: Reading | undefined;
    const cancel = startDeadline(context, ask.patienceMs, (why) =>
      finish(why === "run-ended" ? { kind: "failed", outcome: RUN_ENDED } : silence(stray, ask.patienceMs)),
    );
    let isOver = false;
    const finish = (answer: UdpAnswer) => {
      // The send of a datagram may fail after the end.
      if (isOver) return;
      isOver = true;
      for (const timer of timers) clearTimeout(timer);
      cancel();
      socket.removeAllListeners().on("error", () => {});
      socket.close();
      resolve(answer);
    };
    const fail = (error: unknown) => finish({ kind: "failed", outcome: outcomeOfSystemError(error) });
    const ids = ask.datagrams.map((datagram) => datagram.id);
    socket.on("error", fail);
    socket.on("message", (bytes) => {
      const reading = readAnswer(bytes, ask.question, ids);
      // What is too short to carry an id may be anything: waiting goes on.
      if (reading.kind === "foreign" || bytes.length < 12) stray = reading;
      else finish(reading);
    });
    socket.on("connect", () => {
      for (const { bytes, afterMs } of ask.datagrams) {
        if (afterMs === 0) send(socket, bytes, fail);
        else timers.push(setTimeout(() => send(socket, bytes, fail), afterMs));
      }
    });
    socket.connect(ask.server.port, ask.server.host);
  });
}

function send(socket: Socket, bytes: Buffer, fail: (error: unknown) => void): void {
  socket.send(bytes, (error) => {
    if (error !== null) fail(error);
  });
}

function silence(stray: Reading | undefined, patienceMs: number): UdpAnswer {
  if (stray?.kind === "malformed") return stray;
  const seen = stray?.kind === "foreign" ? `, only ${stray.reason}` : "";
  return { kind: "failed", outcome: timedOut(`no answer${seen}`, Math.round(patienceMs)) };
}
