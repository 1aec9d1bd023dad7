import { hasStalledBody } from "../model/stalled-body.ts";
import { exchangeIn } from "./experiments/seen.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";

const PEERS = 4;

/**
 * Where the header of an answer comes and nothing of the long body that it announces: the same, and of the body the first
 * hundred bytes alone (RFC 9110 section 14.2). Tells a path that loses full-sized packets (`path-mtu-too-small`) from a
 * service that is slow with its body. Costs one connection for each such endpoint, and 2 s at most.
 */
export function firstBytesSteps(ended: readonly EndedStep[]): readonly Step[] {
  const stalled = ended.flatMap(({ step, seen }) => {
    const exchange = exchangeIn(seen);
    return step.ground !== undefined && exchange !== undefined && hasStalledBody(exchange)
      ? [step.ground]
      : [];
  });
  return stalled.slice(0, PEERS).flatMap(({ request, subjects, what }) => {
    const ask = request.exchange;
    if (ask?.protocol !== "http" || ask.rawRequest !== undefined || ask.hasCredentials) return [];
    const headers = [...ask.headers, ["Range", "bytes=0-99"] as const];
    return [
      lastStep({
        what: `${what}, the first bytes of the body alone`,
        request: { ...request, answerPatienceMs: undefined, exchange: { ...ask, headers } },
        subjects,
        varied: { experiment: "small-answer", from: "the whole body", to: "its first 100 bytes" },
      }),
    ];
  });
}
