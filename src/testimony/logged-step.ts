import type { Policy } from "../model/check.ts";
import { targetText } from "../model/evidence.ts";
import { completes, verifies, wasTried } from "../model/handshake.ts";
import { liveness } from "../model/liveness.ts";
import type { ObservationOf } from "../model/observation.ts";
import type { LogCause } from "./log-causes.ts";
import type { Logged } from "./logged.ts";
import { answersByServer } from "./name-lookup.ts";

/** Everything that was probed of an endpoint. */
export interface Probed {
  readonly resolves: readonly ObservationOf<"resolve">[];
  readonly connects: readonly ObservationOf<"connect">[];
  readonly handshakes: readonly ObservationOf<"handshake">[];
  readonly exchanges: readonly ObservationOf<"exchange">[];
  readonly files: readonly ObservationOf<"file">[];
}

/**
 * What became of the step that the log says failed, when uhc made it: it passes now, it fails in the same way, it (or
 * one below it) fails in another way that its own check tells, or nobody could make it.
 */
export type Repeated = "passes" | "fails-alike" | "told-elsewhere" | "not-made";

export function repeated(
  event: Pick<Logged, "peer" | "isUnrepeatable">,
  { step, codes, isBeyondProbes }: LogCause,
  seen: Probed,
  policy: Policy,
): Repeated {
  if (step === "resolve") return judged(seen.resolves, resolvesFully);
  const connects = seen.connects.filter((one) => isAt(one, event.peer) && one.outcome.kind !== "not-tried");
  const open = judged(connects, ({ outcome }) => outcome.kind === "answered");
  if (step === "permission") return permission(seen.files, open);
  if (step === "connect") {
    const isAlike = connects.some(({ outcome }) => codes?.includes(outcome.code ?? "") === true);
    return open === "told-elsewhere" && isAlike ? "fails-alike" : open;
  }
  if (open !== "passes") return open;
  const handshakes = seen.handshakes.filter((one) => isAt(one, event.peer) && wasTried(one));
  const shaken = judged(handshakes, (one) =>
    one.request.tls?.verify === true ? verifies(one) : completes(one),
  );
  if (shaken === "passes" && isBeyondProbes === true) return "not-made";
  if (step === "handshake" || shaken === "told-elsewhere") return shaken;
  // a service of memcached is connected to, and asked nothing
  const asked = seen.exchanges.filter(({ request }) => request.exchange?.protocol !== "memcached");
  const answered = judged(
    asked.filter((one) => isAt(one, event.peer) && wasTried(one)),
    (one) => liveness(one, policy).alive === true,
  );
  // A stream of events never ends, and a pause that comes late in a body is not waited for.
  const isWhole = seen.exchanges.some((one) => isAt(one, event.peer) && one.facts.bodyComplete);
  if (step === "body" && answered === "passes" && !isWhole) return "not-made";
  // An answer to GET says nothing of a method that uhc never sends.
  return answered === "passes" && event.isUnrepeatable === true ? "not-made" : answered;
}

/** One server's error, or one family's, can be what the gateway met. */
function resolvesFully({ facts }: ObservationOf<"resolve">): boolean {
  const answers = answersByServer(facts.queries, true);
  return facts.addresses.length > 0 && answers.every(({ kind }) => kind === "answered");
}

function isAt(
  { request }: ObservationOf<"connect" | "handshake" | "exchange">,
  peer: string | undefined,
): boolean {
  return peer === undefined || targetText(request.target) === peer;
}

function judged<Seen>(seen: readonly Seen[], passes: (one: Seen) => boolean): Repeated {
  if (seen.length === 0) return "not-made";
  return seen.every(passes) ? "passes" : "told-elsewhere";
}

/** uhc runs under another account than the workers, so that its own connection repeats nothing. */
function permission(files: readonly ObservationOf<"file">[], open: Repeated): Repeated {
  const mayOpen = files.map(({ facts }) => facts.userMayOpen).find((known) => known !== undefined);
  if (mayOpen !== undefined) return mayOpen ? "passes" : "told-elsewhere";
  return open === "told-elsewhere" ? open : "not-made";
}
