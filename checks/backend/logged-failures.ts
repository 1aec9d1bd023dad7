import { defineCheck, type Finding, needed, type SubjectOf, useful } from "../../src/model/check.ts";
import type { Endpoint, Gateway } from "../../src/model/config.ts";
import { endpointGround, places } from "../../src/model/evidence.ts";
import { groupedDigits } from "../../src/model/grouped-digits.ts";
import type { LogWord } from "../../src/model/log-grammar.ts";
import type { LogEvent, ObservationOf } from "../../src/model/observation.ts";
import { isServerError } from "../../src/model/server-error.ts";
import type { Subject } from "../../src/model/subject.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { type Ended, endedInLog, goodAnswers } from "../../src/testimony/ended-in-log.ts";
import { keptLimit } from "../../src/testimony/kept-limit.ts";
import { ACCUSING_WORDS, type LogCause, logCause } from "../../src/testimony/log-causes.ts";
import {
  forSome,
  type Logged,
  logClaim,
  loggedAs,
  loggedSentence,
  moment,
} from "../../src/testimony/logged.ts";
import { loggedArgs } from "../../src/testimony/logged-args.ts";
import { type Probed, type Repeated, repeated } from "../../src/testimony/logged-step.ts";
import { peersOf } from "../../src/testimony/peers.ts";
import { conclude, latent, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "logged-failures",
  layer: "backend",
  since: "0.1.0",
  title: "No failure in the gateway's log goes on",
  about: [
    "Reads what the gateway's log says about the endpoint within the window, and compares it with uhc's own probes. Where the",
    "same step passes now, the failure is over: it is kept as a note, with its last time. Where it fails in the same way,",
    "the log is a second witness. What no probe can repeat, or what nobody probed, counts as now, unless the access log shows",
    "that the gateway has long gone on to get good answers from the same address. Lines that only follow",
    "from earlier ones (`no live upstreams`) accuse nobody. A failed check of the gateway's own counts where the gateway then",
    "took the endpoint out of use and has not taken it back. uhc asks with GET alone: an answer to it ends no failure of",
    "another method, and what only other paths meet can be called over too early.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    logs: needed("log"),
    resolves: useful("resolve"),
    connects: useful("connect"),
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
    connectsAgain: useful("connect", "repeat"),
    exchangesAgain: useful("exchange", "repeat"),
    files: useful("file"),
    processes: useful("process"),
  },
  causes: {},
  judge(look) {
    const { policy } = look;
    const seen = withRepeats(look.seen);
    const isMeant = isAbout(look, seen.connects);
    const isOut = tookOut(seen.logs, look);
    const events = loggedAs(seen.logs, ACCUSING_WORDS, (event) => isMeant(event) && isOut(event));
    if (events.length === 0) return conclude([], "the log says nothing against it");
    const hasSuccess = !failsAlways(seen.logs, events);
    // What passes from another network than the gateway's was not repeated.
    const isElsewhere = seen.processes.some(({ facts }) =>
      facts.processes.some(({ sharesNetwork }) => sharesNetwork === false),
    );
    const accused = events.flatMap((event): readonly Accused[] => {
      const by = logCause(event);
      if (by === undefined) return [];
      // a name stands for whichever of its addresses was asked
      const isName = namesItself(event, look.about.endpoint);
      const how = repeated(isName ? { ...event, peer: undefined } : event, by, seen, policy);
      return [{ event, by, how: isElsewhere && how === "passes" ? "not-made" : how }];
    });
    const findings = groupsOf(accused).flatMap((group) => told(look, group, hasSuccess, seen.logs));
    return conclude(findings, "the log says nothing against it");
  },
});

/** What passes once and fails when it is made again does not pass. */
function withRepeats<Seen extends LookedAt & Pick<Probed, "exchanges"> & Repeats>(seen: Seen): Seen {
  return {
    ...seen,
    connects: [...seen.connects, ...seen.connectsAgain],
    exchanges: [...seen.exchanges, ...seen.exchangesAgain],
  };
}

interface Repeats {
  readonly connectsAgain: readonly ObservationOf<"connect">[];
  readonly exchangesAgain: readonly ObservationOf<"exchange">[];
}

/** Whether an event names one of the endpoint's addresses, or its name. */
function isAbout({ about, gateway }: EndpointLook, connects: readonly ObservationOf<"connect">[]) {
  const { target } = about.endpoint;
  const peers = peersOf(about, connects);
  // Where nobody connected, a name's addresses are not known: the port tells, if it is the only one.
  const isUnknown = target.kind === "tcp" && !target.isAddress && connects.length === 0;
  const port = isUnknown && isOnlyName(gateway, target) ? `:${target.port}` : undefined;
  const deniesAnswers = about.routes.some(({ forward }) => forward.deniesAnswers !== undefined);
  const isOneOfMany = about.upstream.endpoints.length > 1;
  return (one: LogEvent): boolean => {
    const { event, peer = "", detail, level } = one;
    // a warning about an answer that got through all the same
    if (level === "warn") return false;
    // a rule of the gateway's own ends an answer with the same word
    if (event === "answer-malformed" && deniesAnswers) return false;
    if (event === "name-not-resolved" && detail !== undefined)
      return target.kind === "tcp" && detail === target.host;
    if (isOneOfMany && isPoolsAlone(one)) return one.upstream === about.upstream.name;
    return peers.has(peer) || (port !== undefined && peer.endsWith(port));
  };
}

/** Of an upstream's endpoints nobody knows which one it was; what a probe could repeat, those that go on meet themselves. */
function isPoolsAlone({ peer, isUnrepeatable }: LogEvent): boolean {
  return peer === undefined && isUnrepeatable === true;
}

/**
 * A single failed check does no harm: it tells of a failure where the gateway then took the endpoint out of use, and has not
 * taken it back since. A check that goes elsewhere tells nothing of where requests go, and a failed connection nothing of
 * the port where a handshake is part of it.
 */
function tookOut(
  logs: readonly ObservationOf<"log">[],
  { about }: EndpointLook,
): (event: LogEvent) => boolean {
  const { check, forward } = about.endpoint;
  const goesElsewhere = check?.port !== undefined || check?.address !== undefined;
  const hasTls = (forward?.tls ?? about.routes[0]?.forward.tls) !== undefined;
  const last = (word: LogWord, peer: string | undefined): number | undefined =>
    loggedAs(logs, [word], (event) => event.peer === peer)[0]?.lastAt;
  return ({ event, peer, firstAt, lastAt }) => {
    if (event === "connect-rejected") return !hasTls;
    if (event !== "check-failed") return true;
    const out = last("endpoint-disabled", peer);
    const back = last("endpoint-enabled", peer) ?? Number.NEGATIVE_INFINITY;
    return !goesElsewhere && out !== undefined && out >= firstAt && back < lastAt;
  };
}

function isOnlyName(
  gateway: Gateway,
  { host, port }: { readonly host: string; readonly port: number },
): boolean {
  return !gateway.upstreams.some(({ endpoints }) =>
    endpoints.some(({ target }) => target.kind === "tcp" && target.port === port && target.host !== host),
  );
}

/** The access log shows answers, and none of them a good one. Without an access log nobody can say so. */
function failsAlways(logs: readonly ObservationOf<"log">[], events: readonly Logged[]): boolean {
  const peers = new Set<string | undefined>([undefined, ...events.map(({ peer }) => peer)]);
  const statuses = logs.flatMap(({ facts }) =>
    facts.events
      .filter(({ event, peer }) => event.startsWith("access-") && peers.has(peer))
      .map(({ event }) => Number(event.slice("access-".length))),
  );
  return statuses.length > 0 && statuses.every(isServerError);
}

/** What the check is handed of what was seen, as far as it matters here. */
interface LookedAt {
  readonly resolves: readonly ObservationOf<"resolve">[];
  readonly connects: readonly ObservationOf<"connect">[];
}

interface Accused {
  readonly event: Logged;
  readonly by: LogCause;
  readonly how: Repeated;
}

/** Lines that accuse alike and ended alike are one failure, whatever method or level they name. */
function groupsOf(accused: readonly Accused[]): readonly (readonly Accused[])[] {
  const groups = new Map<string, Accused[]>();
  for (const one of accused) {
    const key = `${one.by.cause} ${one.by.strength} ${one.how} ${one.event.peer}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function told(
  look: EndpointLook & { readonly seen: LookedAt },
  group: readonly Accused[],
  hasSuccess: boolean,
  logs: readonly ObservationOf<"log">[],
): readonly Finding[] {
  const [first] = group;
  if (first === undefined || first.how === "told-elsewhere") return [];
  const { about, gateway, seen } = look;
  const { by, how } = first;
  const events = group.map(({ event }) => event);
  const [event] = events;
  if (event === undefined) return [];
  const ended = how === "not-made" ? endedInLog(event, goodAnswers(logs)) : undefined;
  const isOver = how === "passes" || ended !== undefined;
  const limit = keptLimit(look, event, logs);
  const claim = logClaim(gateway, events, {
    cause: by.cause,
    strength: by.strength,
    ground: isPoolsAlone(event) ? `upstream:${about.upstream.id}` : groundOf(about.endpoint, by),
    // What is over is said of the endpoint: that its address works now does not contradict it.
    subject: isOver ? about.subject : subjectOf(about, event),
    locations: places(undefined, about.endpoint, about.routes[0]),
    args: { ...loggedArgs(look, event), ...by.says, ...(isOver ? { over: moment(event.lastAt) } : {}) },
  });
  if (isOver) return [latent({ ...claim, evidence: [overSentence(event, ended), loggedSentence(event)] })];
  const pool = isPoolsAlone(event)
    ? [
        `which of the ${about.upstream.endpoints.length} endpoints of ${about.upstream.name} it was, the log does not say`,
      ]
    : [];
  const evidence = [...claim.evidence, ...pool, ...(limit === undefined ? [] : [limit])];
  const finding = root({ ...claim, evidence });
  if (how !== "not-made") return [finding];
  const partial = hasSuccess ? forSome(finding) : finding;
  return [seen.connects.length > 0 || seen.resolves.length > 0 ? partial : { ...partial, standsAlone: true }];
}

function groundOf(endpoint: Endpoint, { step }: LogCause): string {
  if (step !== "resolve") return endpointGround(endpoint);
  return `name:${endpoint.target.kind === "tcp" ? endpoint.target.host : ""}`;
}

function namesItself({ peer }: Logged, { endpoint, target }: Endpoint): boolean {
  return peer === endpoint && target.kind === "tcp" && !target.isAddress;
}

function subjectOf({ subject, endpoint }: SubjectOf["endpoint"], event: Logged): Subject {
  if (isPoolsAlone(event)) return { gateway: subject.gateway, upstream: subject.upstream };
  return { ...subject, ...addressOf(event, endpoint) };
}

function addressOf(event: Logged, endpoint: Endpoint): { readonly address?: string } {
  if (namesItself(event, endpoint)) return {};
  const { peer = "" } = event;
  const address = peer.startsWith("unix:") ? undefined : /^\[?(.*?)\]?:\d+$/.exec(peer)?.[1];
  return address === undefined ? {} : { address };
}

function overSentence({ lastAt }: Logged, ended: Ended | undefined): string {
  const last = `last failure at ${moment(lastAt)}`;
  if (ended === undefined) return `over: the same step passes now, ${last}`;
  const { good, lastGoodAt } = ended;
  const answers = good === 1 ? "a good answer" : `${groupedDigits(good)} good answers`;
  return `over: the gateway got ${answers} from it since, until ${moment(lastGoodAt)}; ${last}`;
}
