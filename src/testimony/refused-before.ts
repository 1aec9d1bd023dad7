import { targetText } from "../model/evidence.ts";
import type { ObservationOf } from "../model/observation.ts";
import { loggedAs, loggedSentence } from "./logged.ts";
import type { PathAccusation } from "./path-claim.ts";

type Connect = ObservationOf<"connect">;

/** Refusals that a second try got over mean nothing alone: a service that is just starting refuses once. */
const MORE_THAN_ONCE = 2;

/**
 * A connection that opened at its second try, where the same happened to others or the gateway met it as well: one of several
 * services behind the address refuses, or the one ends and starts.
 */
export function refusedBefore(
  connect: Connect,
  others: readonly Connect[],
  logs: readonly ObservationOf<"log">[],
): PathAccusation | undefined {
  const { outcome, request } = connect;
  if (outcome.kind !== "answered" || others.some((one) => one.outcome.kind !== "answered")) return undefined;
  const tries = others.flatMap(({ facts }) => facts.tries);
  const refused = tries.filter((one) => one.outcome.kind === "refused").length;
  const peer = targetText(request.target);
  const [logged] = loggedAs(logs, ["connect-refused"], (event) => event.peer === peer);
  if (refused + (logged?.count ?? 0) < MORE_THAN_ONCE || refused === 0) return undefined;
  return {
    cause: "port-refused",
    strength: logged === undefined ? 0.8 : 0.92,
    evidence: [
      `${refused} of ${tries.length} tries to connect are refused, the others open`,
      ...(logged === undefined ? [] : [loggedSentence(logged)]),
    ],
    args: { sometimes: 1 },
  };
}
