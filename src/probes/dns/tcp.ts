import { connect } from "node:net";
import type { Outcome } from "../../model/outcome.ts";
import type { ProbeContext } from "../context.ts";
import { startDeadline } from "../deadline.ts";
import { outcome, outcomeOfConnectError, RUN_ENDED, timedOut } from "../outcome.ts";
import { type Question, type Reading, readAnswer } from "./message.ts";
import type { ServerAddress } from "./server-address.ts";

export interface TcpAsk {
  readonly server: ServerAddress;
  readonly question: Question;
  readonly id: number;
  readonly bytes: Buffer;
  readonly patienceMs: number;
}

export type TcpAnswer = Reading | { readonly kind: "failed"; readonly outcome: Outcome };

const LENGTH_BYTES = 2;

/** Asks one server over TCP, where each message has its length before it (RFC 1035 4.2.2): at most 64 KiB are read. */
export function askOverTcp(ask: TcpAsk, context: ProbeContext): Promise<TcpAnswer> {
  return new Promise((resolve) => {
    const socket = connect({ host: ask.server.host, port: ask.server.port });
    let received: Buffer = Buffer.alloc(0);
    const cancel = startDeadline(context, ask.patienceMs, (why) =>
      fail(why === "run-ended" ? RUN_ENDED : timedOut("no answer over TCP", Math.round(ask.patienceMs))),
    );
    const finish = (answer: TcpAnswer) => {
      cancel();
      socket.removeAllListeners().on("error", () => {});
      socket.destroy();
      resolve(answer);
    };
    const fail = (failure: Outcome) => finish({ kind: "failed", outcome: failure });
    socket.on("error", (error) =>
      fail(outcomeOfConnectError(error, { transport: "tcp", hasSourceAddress: false })),
    );
    socket.on("end", () => fail(outcome("reset", "the server closed the TCP connection without an answer")));
    socket.on("connect", () => socket.write(withLength(ask.bytes)));
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      const message = wholeMessage(received);
      if (message !== undefined) finish(readAnswer(message, ask.question, [ask.id]));
    });
  });
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function wholeMessage(received: Buffer): Buffer | undefined {
  if (received.length < LENGTH_BYTES) return undefined;
  const end = LENGTH_BYTES + received.readUInt16BE(0);
  return received.length < end ? undefined : received.subarray(LENGTH_BYTES, end);
}
