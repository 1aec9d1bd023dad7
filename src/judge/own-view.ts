import type { Unseen } from "../model/conclusion.ts";
import type { Gateway } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import { questionText } from "../model/exchange.ts";
import type { Observation, ObservationOf } from "../model/observation.ts";
import { CLIENTS_SERVED, type Outcome } from "../model/outcome.ts";
import { isServerError } from "../model/server-error.ts";
import { withoutGuesses } from "./guessed-names.ts";
import { withoutMissingCertificates } from "./missing-certificates.ts";
import { type Traffic, trafficOf } from "./served-lately.ts";

/** Answers so short a time before uhc's own attempt were given at the same time. */
const MEANWHILE_MS = 10_000;
/** Clients who were served so lately, and none of whom was not, are served. */
const LATELY_MS = 60_000;

/** What was seen, and what of it lies with uhc alone. */
export interface OwnView {
  readonly observations: readonly Observation[];
  readonly notes: readonly Unseen[];
}

/**
 * What fails for uhc and not for the gateway's clients says nothing of the gateway: a rule may know uhc's account or
 * address, a service may have no page at the path that uhc asks for, or know hosts of which the config does not tell.
 * So where the gateway's log shows good answers from the endpoint at the same time and no failure, uhc's own failure is
 * taken for a missing permission, or for a wrong question; and a name that was a guess accuses nobody.
 */
export function ownView(gateways: readonly Gateway[], observations: readonly Observation[]): OwnView {
  const notes = new Map<string, Unseen>();
  const traffic = trafficOf(gateways, observations);
  const isServed = (one: ObservationOf<"connect" | "handshake" | "exchange">, withinMs: number): boolean => {
    const { goodAt, badAt } = traffic(one);
    const since = one.startedAt - withinMs;
    return goodAt !== undefined && goodAt >= since && (badAt === undefined || badAt < since);
  };
  const equipped = withoutMissingCertificates(gateways, observations);
  for (const one of equipped.notes) notes.set(one.what, one);
  const allowed = equipped.observations.map((one): Observation => {
    if (one.kind !== "connect" || !failsToConnect(one) || !isServed(one, MEANWHILE_MS)) return one;
    const reason = `${one.outcome.reason} for uhc, while the gateway's log shows answers from it`;
    const what = targetText(one.request.target);
    notes.set(what, { what, because: `${reason}: run uhc as the gateway's user` });
    return { ...one, outcome: { ...one.outcome, kind: "not-allowed", reason } };
  });
  const wellAsked = servedFrom(allowed);
  const seen = allowed.map((one): Observation => {
    if (one.kind !== "exchange") return one;
    const firstServedAt = wellAsked.get(targetText(one.request.target));
    if (isLimited(one) && firstServedAt !== undefined && firstServedAt < one.startedAt) {
      if (traffic(one).badAt !== undefined) return one;
      const what = `${targetText(one.request.target)}: further requests`;
      notes.set(what, { what, because: OWN_LIMIT.reason });
      return { ...one, outcome: OWN_LIMIT };
    }
    if (!isErrorToRoute(one) || firstServedAt !== undefined || !isServed(one, LATELY_MS)) return one;
    const what = `${questionText(one.request)}: ${one.facts.status}`;
    notes.set(what, { what, because: servedBecause(traffic(one)) });
    return { ...one, outcome: CLIENTS_ARE_SERVED };
  });
  const guessed = withoutGuesses(seen, {
    isFailing: (one) => isFailing(traffic(one)),
    outcomeOf: (one) => (isServed(one, LATELY_MS) ? CLIENTS_ARE_SERVED : undefined),
  });
  return { observations: guessed.observations, notes: [...notes.values(), ...guessed.notes] };
}

const CLIENTS_ARE_SERVED: Outcome = {
  kind: "not-tried",
  reason: "clients are served: uhc's question is not theirs",
  code: CLIENTS_SERVED,
};

/** A limit that uhc's own requests, a handful at once from one address, have used up. */
const OWN_LIMIT: Outcome = {
  kind: "not-tried",
  reason:
    "it answered uhc's first requests and then 429, and the gateway's log shows no client that was limited",
  code: CLIENTS_SERVED,
};

function isLimited({ outcome, facts, varied }: ObservationOf<"exchange">): boolean {
  const isOwn = varied === undefined || varied.experiment === "repeat";
  return isOwn && outcome.kind === "answered" && facts.status === 429;
}

function servedBecause({ good }: Traffic): string {
  return `the gateway's log shows ${good} good ${good === 1 ? "answer" : "answers"} from it and no error lately: clients ask for something else`;
}

function failsToConnect({ outcome }: ObservationOf<"connect">): boolean {
  return outcome.kind !== "answered" && outcome.kind !== "not-tried";
}

/** What the service says to the path, or the method, that uhc chose: a declared check is nobody's choice but the config's. */
function isErrorToRoute({ outcome, facts, request, varied }: ObservationOf<"exchange">): boolean {
  const isOwn = varied === undefined || varied.experiment === "repeat";
  const isError = outcome.kind === "answered" && isServerError(facts.status);
  return isOwn && isError && request.exchange?.purpose === "route";
}

/** Peers that answer some question of the gateway's well, and since when: the answers in the log may be those. */
function servedFrom(observations: readonly Observation[]): ReadonlyMap<string, number> {
  const well = new Map<string, number>();
  for (const one of observations) {
    if (one.kind !== "exchange" || one.varied !== undefined) continue;
    const { status } = one.facts;
    if (status === undefined || isServerError(status) || status === 429) continue;
    const peer = targetText(one.request.target);
    well.set(peer, Math.min(one.startedAt, well.get(peer) ?? one.startedAt));
  }
  return well;
}

/** Whether something failed there after the last good answer: what uhc met then is what clients meet. */
function isFailing({ goodAt, badAt }: Traffic): boolean {
  return badAt !== undefined && (goodAt === undefined || badAt >= goodAt);
}
