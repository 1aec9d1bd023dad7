import type { LogWord } from "../model/log-grammar.ts";
import { wellNowButLogged } from "./logged-peers.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";

/** More than the 1,500 bytes that Ethernet carries, and far less than what any server takes as a header. */
const PADDING_BYTES = 2_000;
const PEERS = 4;
const STALLED: ReadonlySet<string> = new Set<LogWord>([
  "read-timeout",
  "send-timeout",
  "body-timeout",
  "handshake-timeout",
]);

/**
 * Where the log shows time-outs of an endpoint that answers now: the same GET with a header line that makes it larger than
 * one packet. Tells a path that loses full-sized packets (`path-mtu-too-small`) from a service that is slow now and then.
 * Costs one connection for each such peer.
 */
export function fullSizeSteps(ended: readonly EndedStep[]): readonly Step[] {
  const stalled = wellNowButLogged(ended, (event) => STALLED.has(event));
  return stalled.slice(0, PEERS).flatMap(({ request, subjects, what }) => {
    const ask = request.exchange;
    if (ask?.protocol !== "http" || ask.rawRequest !== undefined || ask.hasCredentials) return [];
    const headers = [...ask.headers, ["X-Padding", "0".repeat(PADDING_BYTES)] as const];
    return [
      lastStep({
        what: `${what}, a request of more than one packet`,
        request: { ...request, answerPatienceMs: undefined, exchange: { ...ask, headers } },
        subjects,
        varied: { experiment: "full-size", from: "one packet", to: "more than 1,500 bytes" },
      }),
    ];
  });
}
