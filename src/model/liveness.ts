import { boundedPattern } from "./bounded-pattern.ts";
import type { Policy } from "./check.ts";
import { brokenRule } from "./header-rule.ts";
import type { BodyRule, StatusRange } from "./health-check.ts";
import type { ObservationOf } from "./observation.ts";
import { isServerError } from "./server-error.ts";

/** Why an exchange shows that the service lives or does not. */
export type Liveness =
  | { readonly alive: true; readonly how: "answered" }
  | {
      readonly alive: false;
      readonly how:
        | "no-answer"
        | "too-late"
        | "server-error"
        | "rate-limited"
        | "credentials-refused"
        | "unexpected-status"
        | "unexpected-body"
        | "not-serving"
        | "malformed"
        | "header-too-large";
    }
  | { readonly alive: undefined; readonly how: "not-tried" };

export function isIn(ranges: readonly StatusRange[], status: number): boolean {
  return ranges.some((range) => range.from <= status && status <= range.to);
}

/**
 * Whether the answer proves the service alive. Where a check is declared, its statuses decide. Otherwise any answer in
 * the gateway's kind of protocol does, whatever its path thinks of the question, except 5xx, 429, and a refusal of
 * credentials that the gateway itself sends. An answer after the gateway has given up is none.
 */
export function liveness(seen: ObservationOf<"exchange">, policy: Policy): Liveness {
  const { outcome, facts, request } = seen;
  if (outcome.kind === "not-tried" || outcome.kind === "probe-broken")
    return { alive: undefined, how: "not-tried" };
  if (outcome.kind !== "answered")
    return { alive: false, how: facts.malformed === undefined ? "no-answer" : "malformed" };
  const { limits } = request;
  if (limits.responseHeaderBytes !== undefined && facts.headerBytes > limits.responseHeaderBytes)
    return { alive: false, how: "header-too-large" };
  if (answersTooLate(seen)) return { alive: false, how: "too-late" };
  if (request.exchange?.protocol === "grpc" && facts.grpcServing === "NOT_SERVING")
    return { alive: false, how: "not-serving" };
  if (facts.unmet !== undefined) return { alive: false, how: "unexpected-body" };
  const status = facts.status;
  if (status === undefined) return { alive: true, how: "answered" };
  const told = statusLiveness(status, request.exchange, policy);
  return told.alive === true && (lacksText(seen) || lacksHeader(seen))
    ? { alive: false, how: "unexpected-body" }
    : told;
}

/** A body of which only the start was kept may hold further on what the check expects. */
function lacksText({ request, facts }: ObservationOf<"exchange">): boolean {
  const wanted = request.exchange?.expectBody ?? [];
  if (facts.bodyBytes > facts.bodyStart.length) return false;
  if (breaksRule(facts.bodyStart, request.exchange?.expectBodyRule)) return true;
  let from = 0;
  return wanted.some((text) => {
    const at = facts.bodyStart.indexOf(text, from);
    from = at + text.length;
    return at < 0;
  });
}

function lacksHeader({ request, facts }: ObservationOf<"exchange">): boolean {
  return brokenRule(request.exchange?.expectHeaders, facts.headers) !== undefined;
}

/** A pattern that uhc does not follow says nothing. */
function breaksRule(body: string, rule: BodyRule | undefined): boolean {
  if (rule === undefined) return false;
  const isFound = rule.kind === "text" ? body.includes(rule.text) : matches(rule.text, body);
  return isFound === rule.isNegated;
}

/** The `$` of PCRE stands before a last line feed, too. */
function matches(pattern: string, body: string): boolean | undefined {
  const compiled = boundedPattern(pattern, body.length);
  return compiled && (compiled.test(body) || compiled.test(body.replace(/\n$/, "")));
}

/** The gateway gives up before the header of the answer is there. */
export function answersTooLate(seen: Pick<ObservationOf<"exchange">, "request" | "facts">): boolean {
  const { firstByteMs, headerMs } = seen.facts;
  const { readIdleMs, requestMs } = seen.request.limits;
  return (
    (readIdleMs !== undefined && firstByteMs !== undefined && firstByteMs > readIdleMs) ||
    (requestMs !== undefined && headerMs !== undefined && headerMs > requestMs)
  );
}

function statusLiveness(
  status: number,
  ask: ObservationOf<"exchange">["request"]["exchange"],
  policy: Policy,
): Liveness {
  const isDeclared = ask?.purpose === "declared-check";
  if (isDeclared && isIn(ask.expectStatus ?? policy.expectStatus, status))
    return { alive: true, how: "answered" };
  if (status === 429) return { alive: false, how: "rate-limited" };
  if (isServerError(status)) return { alive: false, how: "server-error" };
  if (isDeclared) return { alive: false, how: "unexpected-status" };
  if (ask?.hasCredentials === true && (status === 401 || status === 403))
    return { alive: false, how: "credentials-refused" };
  return { alive: true, how: "answered" };
}
