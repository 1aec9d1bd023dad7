import { converse } from "../conversation.ts";
import { earlyAlert, outcomeWithoutAnswer, whatCame } from "../conversation-outcome.ts";
import { type Exchange, type ExchangeCall, NO_ANSWER } from "../exchange-call.ts";
import { ANSWERED } from "../outcome.ts";
import type { Head } from "./head-reader.ts";
import type { HttpBody } from "./http-body.ts";
import { type HttpReader, http1Reader } from "./http1-reader.ts";
import { http1Request } from "./http1-request.ts";

/** A body is read this much longer than its header at most: a stream of events never ends. */
const BODY_BUDGET_MS = 1_000;

/** One request of HTTP/1.0 or 1.1, byte by byte as the gateway writes it. No redirect is followed. */
export function http1(call: ExchangeCall): Promise<Exchange> {
  const request = http1Request(call.ask, call.context.userAgent);
  const method = call.ask.rawRequest === undefined ? call.ask.method : call.ask.rawRequest.split(" ", 1)[0];
  return headerAndBody(call, request, () => http1Reader(method ?? "", "status-line"), "HTTP");
}

/** Sends `request` and reads what is, in the end, a header and a body. */
export async function headerAndBody(
  call: ExchangeCall,
  request: Buffer,
  newReader: () => HttpReader,
  protocol: string,
): Promise<Exchange> {
  const { stream, patienceMs, context } = call;
  const bodyBudgetMs = Math.min(patienceMs, BODY_BUDGET_MS);
  let made: HttpReader | undefined;
  const reader = (): HttpReader => {
    made ??= newReader();
    return made;
  };
  const talk = await converse({ stream, request, reader, patienceMs, bodyBudgetMs }, context);
  const { head, headerBytes, body, malformed } = reader().answer();
  const timings = {
    firstByteMs: talk.firstByteMs,
    headerMs: talk.headerMs,
    longestPauseMs: talk.longestPauseMs,
  };
  if (head === undefined || body === undefined) {
    const result = outcomeWithoutAnswer(talk, protocol, patienceMs);
    const facts = { ...NO_ANSWER, ...timings, ...whatCame(talk), headerBytes, malformed };
    return { outcome: result, facts, alert: earlyAlert(talk) };
  }
  const isCut = talk.ending === "closed" || talk.ending === "failed";
  const rule = malformed ?? (isCut ? "closed before the announced end of the body" : undefined);
  const facts = { ...NO_ANSWER, ...timings, ...answerFacts(head, body), headerBytes, malformed: rule };
  return { outcome: ANSWERED, facts, alert: undefined };
}

function answerFacts({ statusLine, headers }: Head, body: HttpBody) {
  return {
    status: statusLine.status,
    reasonPhrase: statusLine.reasonPhrase,
    httpVersion: statusLine.httpVersion === "" ? undefined : statusLine.httpVersion,
    headers,
    bodyBytes: body.seen.bytes(),
    bodyStart: body.seen.text(),
    bodyComplete: body.state() === "complete",
  };
}
