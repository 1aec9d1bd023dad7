import type { OutgoingHttpHeaders } from "node:http2";
import type { ExchangeFacts } from "../../model/observation.ts";
import type { ExchangeAsk } from "../../model/request.ts";
import { earlyAlert, outcomeWithoutAnswer, whatCame } from "../conversation-outcome.ts";
import { type Exchange, type ExchangeCall, NO_ANSWER } from "../exchange-call.ts";
import { ANSWERED } from "../outcome.ts";
import { type Http2Answer, http2Call } from "./http2-call.ts";

/** One request over HTTP/2. */
export async function http2(call: ExchangeCall): Promise<Exchange> {
  const answer = await http2Call(call, requestHeaders(call), undefined);
  return exchangeOf(answer, call.patienceMs);
}

/** What every answer over HTTP/2 has; `extra` is what the protocol on top of it adds. */
export function exchangeOf(
  answer: Http2Answer,
  patienceMs: number,
  extra: Partial<Pick<ExchangeFacts, "malformed" | "grpcStatus" | "grpcServing">> = {},
): Exchange {
  const { talk, body, status } = answer;
  const { firstByteMs, headerMs, longestPauseMs } = talk;
  const timings = { firstByteMs, headerMs, longestPauseMs };
  if (status === undefined) {
    const result = outcomeWithoutAnswer(talk, "HTTP/2", patienceMs);
    const malformed = result.kind === "rejected" ? "no HTTP/2 answer" : undefined;
    const facts = { ...NO_ANSWER, ...timings, ...whatCame(talk), malformed };
    return { outcome: result, facts, alert: earlyAlert(talk) };
  }
  const cut = talk.ending === "failed" ? "closed before the announced end of the body" : undefined;
  const facts: ExchangeFacts = {
    ...NO_ANSWER,
    ...timings,
    status,
    httpVersion: "2",
    headers: answer.headers,
    headerBytes: answer.headerBytes,
    bodyBytes: body.bytes(),
    bodyStart: body.text(),
    bodyComplete: answer.bodyComplete,
    malformed: cut,
    ...extra,
  };
  return { outcome: ANSWERED, facts, alert: undefined };
}

/** Headers that belong to a connection of HTTP/1 have no place here (RFC 9113 section 8.2.2). */
const CONNECTION_HEADERS = new Set([
  "connection",
  "proxy-connection",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
  "host",
  "http2-settings",
]);

function requestHeaders(call: ExchangeCall): OutgoingHttpHeaders {
  const { ask } = call;
  return {
    ":method": ask.method,
    ":path": ask.path,
    ...commonHeaders(call),
  };
}

/** Scheme, authority and the headers of the config: for gRPC too. */
export function commonHeaders(call: ExchangeCall): OutgoingHttpHeaders {
  const { ask, isTls, context } = call;
  return {
    ":scheme": isTls ? "https" : "http",
    ...(ask.host === undefined ? {} : { ":authority": ask.host }),
    "user-agent": context.userAgent,
    ...configHeaders(ask),
  };
}

function configHeaders(ask: ExchangeAsk): OutgoingHttpHeaders {
  const headers = new Map<string, string>();
  for (const [name, value] of ask.headers) {
    const key = name.toLowerCase();
    const isToken = /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(key);
    if (isToken && value !== "" && !CONNECTION_HEADERS.has(key) && (key !== "te" || value === "trailers")) {
      headers.set(key, value.replace(/[\r\n\0]/g, ""));
    }
  }
  return Object.fromEntries(headers);
}
