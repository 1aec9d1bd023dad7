import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import type { UpstreamProtocol } from "../model/forward.ts";
import type { Measurement } from "../model/observation.ts";
import type { ClimbRequest } from "../model/request.ts";
import { attempt } from "./attempt.ts";
import type { ProbeContext } from "./context.ts";
import { type Exchange, type ExchangeCall, NO_ANSWER } from "./exchange-call.ts";
import { fastcgi } from "./protocols/fastcgi.ts";
import { grpc } from "./protocols/grpc.ts";
import { http1 } from "./protocols/http1.ts";
import { http2 } from "./protocols/http2.ts";
import { listening } from "./protocols/listening.ts";
import { scgi } from "./protocols/scgi.ts";
import { scripted } from "./protocols/scripted.ts";
import { uwsgi } from "./protocols/uwsgi.ts";

export interface Asked {
  /** Empty where the protocol has no question that is safe to ask. */
  readonly measurements: readonly Measurement[];
  /** A TLS alert that came before any byte of an answer. */
  readonly alert: number | undefined;
}

type Speaker = (call: ExchangeCall) => Promise<Exchange>;

/** Undefined where nothing can be asked without doing something: then the connection alone is measured. */
const SPEAKERS: Record<UpstreamProtocol, Speaker | undefined> = {
  http: (call) => (speaksHttp2(call) ? http2(call) : http1(asHttp1(call))),
  grpc,
  fastcgi,
  uwsgi,
  scgi,
  tcp: (call) => (call.ask.script === undefined ? listening(call) : scripted(call, call.ask.script)),
  memcached: undefined,
  udp: undefined,
};

function speaksHttp2({ ask, stream }: ExchangeCall): boolean {
  if (ask.httpVersion !== "2") return false;
  return ask.followsAlpn !== true || (stream instanceof TLSSocket && stream.alpnProtocol === "h2");
}

function asHttp1(call: ExchangeCall): ExchangeCall {
  return call.ask.httpVersion === "2" ? { ...call, ask: { ...call.ask, httpVersion: "1.1" } } : call;
}

/** Asks over an open connection as the gateway asks. */
export async function askOver(stream: Duplex, request: ClimbRequest, context: ProbeContext): Promise<Asked> {
  const ask = request.exchange;
  const speak = ask && SPEAKERS[ask.protocol];
  if (ask === undefined || speak === undefined) return { measurements: [], alert: undefined };
  const patienceMs = Math.max(request.patienceMs, request.answerPatienceMs ?? 0);
  const call = { stream, ask, isTls: stream instanceof TLSSocket, patienceMs, context };
  const { result, startedAt, durationMs } = await attempt(
    context,
    () => speak(call),
    (broken) => ({ outcome: broken, facts: NO_ANSWER, alert: undefined }),
  );
  const { outcome, facts, alert } = result;
  return { measurements: [{ kind: "exchange", request, outcome, startedAt, durationMs, facts }], alert };
}
