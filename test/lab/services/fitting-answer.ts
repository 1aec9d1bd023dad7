import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Answer } from "../service-spec.ts";

/** What a service remembers: how often a rule fitted, and how many requests a connection has had. */
export interface Seen {
  readonly count: Map<Answer, number>;
  readonly served: WeakMap<Socket, number>;
}

/** The first answer whose condition fits the request. */
export function fittingAnswer(
  answers: readonly Answer[],
  request: IncomingMessage,
  seen: Seen,
): Answer | undefined {
  const before = seen.served.get(request.socket) ?? 0;
  seen.served.set(request.socket, before + 1);
  return answers.find((answer) => fits(answer, request, before) && isDue(answer, seen.count));
}

function fits({ when = {} }: Answer, request: IncomingMessage, before: number): boolean {
  const { host, path, method, version, reused, headerOver } = when;
  return (
    (host === undefined || request.headers.host === host) &&
    (path === undefined || request.url?.startsWith(path) === true) &&
    (method === undefined || request.method === method) &&
    (version === undefined || request.httpVersion === version) &&
    (reused === undefined || before > 0) &&
    (headerOver === undefined || request.rawHeaders.join("").length > headerOver)
  );
}

function isDue(answer: Answer, count: Map<Answer, number>): boolean {
  const { every, from } = answer.when ?? {};
  const seen = (count.get(answer) ?? 0) + 1;
  count.set(answer, seen);
  return (every === undefined || seen % every === 0) && (from === undefined || seen >= from);
}
