import type { Unseen } from "../model/conclusion.ts";
import { alike, quoted, targetText } from "../model/evidence.ts";
import { cameEmpty, exchangeResult, wasCut } from "../model/exchange.ts";
import { completes, handshakeResult } from "../model/handshake.ts";
import { failedDependencies } from "../model/health-body.ts";
import type { Observation, ObservationOf } from "../model/observation.ts";
import type { Outcome } from "../model/outcome.ts";

type Handshake = ObservationOf<"handshake">;
type Exchange = ObservationOf<"exchange">;

/** Alerts with which servers turn away a name that they do not have: 40, 80, 109, 112 (RFC 8446 section 6.2, RFC 6066). */
const NAME_ALERTS: ReadonlySet<number> = new Set([40, 80, 109, 112]);
/** What a router of many sites says to a host that it does not know, and as well when all is down. */
const STRANGER: ReadonlySet<number> = new Set([421, 503]);

/** What the gateway's log says of the peer that was asked. */
export interface LogView {
  /** Clients fail there too. */
  readonly isFailing: (one: Handshake | Exchange) => boolean;
  /** What stands for an attempt that proves nothing; undefined where the log tells nothing. */
  readonly outcomeOf: (one: Handshake | Exchange) => Outcome | undefined;
}

/**
 * Where the gateway passes on the host that clients ask for and the config names none, uhc's own is a guess, and a
 * service that turns it away is no fault. So such an end counts as not tried, unless the gateway's log shows that clients
 * fail there too; and no other name is held against it.
 */
export function withoutGuesses(
  observations: readonly Observation[],
  { isFailing, outcomeOf }: LogView,
): { readonly observations: readonly Observation[]; readonly notes: readonly Unseen[] } {
  const notes = new Map<string, Unseen>();
  const note = (one: Handshake | Exchange, result: string): void => {
    const what = `what ${targetText(one.request.target)} says to the host names that clients ask for`;
    const name = one.request.tls?.serverName ?? one.request.exchange?.host ?? "";
    const because = `the config names none: uhc's guess ${quoted(name, 60)} got ${result}; name one with --host`;
    if (!notes.has(what)) notes.set(what, { what, because });
  };
  const seen = observations.flatMap((one): Observation[] => {
    if ((one.kind !== "handshake" && one.kind !== "exchange") || !restsOnGuess(one)) return [one];
    if (isFailing(one)) return [one];
    if (isOtherName(one)) return [];
    const unproven = { ...one, outcome: outcomeOf(one) ?? GUESSED };
    if (one.kind === "handshake") {
      if (!isOverName(one, observations)) return [withoutName(one, note)];
      note(one, handshakeResult(one));
      return [unproven];
    }
    if (!mayBeStranger(one) || isCured(one, observations)) return [one];
    note(one, exchangeResult(one));
    return [unproven];
  });
  return { observations: seen, notes: [...notes.values()] };
}

const GUESSED: Outcome = {
  kind: "not-tried",
  reason: "the name that was asked for is a guess",
  code: undefined,
};

/** What is no HTTP names no host. */
function restsOnGuess({ kind, request }: Handshake | Exchange): boolean {
  const isBytes = kind === "exchange" && request.exchange?.protocol === "tcp" && request.tls === undefined;
  return request.guessed.length > 0 && !isBytes;
}

/** Experiments with other names prove nothing where the name in question was never the clients'. */
function isOtherName({ varied }: Observation): boolean {
  return varied?.experiment === "server-name" || varied?.experiment === "host-header";
}

/** The server name may be all that ended it. */
function isOverName(one: Handshake, observations: readonly Observation[]): boolean {
  return one.request.guessed.includes("server-name") && mayLackName(one) && !isCured(one, observations);
}

function withoutName(one: Handshake, note: (one: Handshake, result: string) => void): Observation {
  const { guessed } = one.request;
  const { verification } = one.facts;
  if (!guessed.includes("verify-name") || verification.nameMatches !== false) return one;
  if (one.request.tls?.verify === true) note(one, "a certificate for other names");
  return { ...one, facts: { ...one.facts, verification: { ...verification, nameMatches: undefined } } };
}

function mayLackName({ outcome, facts }: Handshake): boolean {
  if (facts.spoke !== undefined || facts.firstBytes !== undefined) return false;
  if (facts.alert !== undefined)
    return facts.alert.sentBy === "server" && NAME_ALERTS.has(facts.alert.number);
  return outcome.kind === "reset";
}

/** Some other change than that of the name makes the handshake end well, or gets an answer; a request has to be served. */
function isCured(one: Handshake | Exchange, observations: readonly Observation[]): boolean {
  return alike(one, observations).some((other) => {
    const { experiment } = other.varied ?? {};
    if (experiment === undefined || experiment === "repeat" || isOtherName(other)) return false;
    // whoever answers in another protocol was not put off by a name
    if (one.kind === "exchange" && experiment === "protocol") return isAnswered(other);
    if (one.kind === "exchange") return other.kind === "exchange" && isServed(other);
    return other.kind === "handshake" ? completes(other) : other.kind === "exchange" && isAnswered(other);
  });
}

function isAnswered({ outcome }: Observation): boolean {
  return outcome.kind === "answered";
}

/** The same guess, and a page: the service knows the name, or asks for none. */
function isServed({ outcome, facts }: Exchange): boolean {
  return outcome.kind === "answered" && facts.status !== undefined && facts.status < 400;
}

/**
 * A service that names a reason knows the host well enough. Routers of many sites turn strangers away with 421, or with
 * 503 and a page (nginx, HAProxy, AWS load balancers) or nothing; in JSON or in plain words a service speaks for itself.
 */
function mayBeStranger(one: Exchange): boolean {
  if (wasCut(one)) return cameEmpty(one);
  const { status = 0, bodyStart } = one.facts;
  const text = bodyStart.trim();
  const namesReason =
    /^[{[]/.test(text) ||
    (status === 503 && text !== "" && !text.startsWith("<")) ||
    failedDependencies(bodyStart).length > 0;
  return one.outcome.kind === "answered" && STRANGER.has(status) && !namesReason;
}
