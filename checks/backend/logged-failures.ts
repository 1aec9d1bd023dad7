import { defineCheck, type Finding, needed, useful } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { endpointGround, places } from "../../src/model/evidence.ts";
import type { LogWord } from "../../src/model/log-grammar.ts";
import type { LogEvent, ObservationOf } from "../../src/model/observation.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
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
import { type Repeated, repeated } from "../../src/testimony/logged-step.ts";
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
    "the log is a second witness. What no probe can repeat, or what nobody probed, counts as now. Lines that only follow",
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
    files: useful("file"),
    processes: useful("process"),
  },
  causes: {},
  judge(look) {
    const { seen, policy } = look;
    const isMeant = isAbout(look, seen.connects);
    const isOut = tookOut(seen.logs, look);
    const events = loggedAs(seen.logs, ACCUSING_WORDS, (event) => isMeant(event) && isOut(event));
    if (events.length === 0) return conclude([], "the log says nothing against it");
    const hasSuccess = !failsAlways(seen.logs, events);
    // What passes from another network than the gateway's was not repeated.
    const isElsewhere = seen.processes.some(({ facts }) =>
      facts.processes.some(({ sharesNetwork }) => sharesNetwork === false),
    );
    const findings = events.flatMap((event) => {
      const accused = logCause(event);
      if (accused === undefined) return [];
      const how = repeated(event, accused, seen, policy);
      return told(look, event, accused, isElsewhere && how === "passes" ? "not-made" : how, hasSuccess);
    });
    return conclude(findings, "the log says nothing against it");
  },
});

/** Whether an event names one of the endpoint's addresses, or its name. */
function isAbout({ about, gateway }: EndpointLook, connects: readonly ObservationOf<"connect">[]) {
  const { target } = about.endpoint;
  const peers = peersOf(about, connects);
  // Where nobody connected, a name's addresses are not known: the port tells, if it is the only one.
  const isUnknown = target.kind === "tcp" && !target.isAddress && connects.length === 0;
  const port = isUnknown && isOnlyName(gateway, target) ? `:${target.port}` : undefined;
  return ({ event, peer = "", detail }: LogEvent): boolean => {
    if (event === "name-not-resolved" && detail !== undefined)
      return target.kind === "tcp" && detail === target.host;
    return peers.has(peer) || (port !== undefined && peer.endsWith(port));
  };
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
    facts.events.flatMap(({ event, peer }) => {
      const status = /^access-(\d{3})$/.exec(event)?.[1];
      return status === undefined || !peers.has(peer) ? [] : [Number(status)];
    }),
  );
  return statuses.length > 0 && statuses.every((status) => status >= 500);
}

function told(
  look: EndpointLook,
  event: Logged,
  { cause, strength, step }: LogCause,
  how: Repeated,
  hasSuccess: boolean,
): readonly Finding[] {
  if (how === "told-elsewhere") return [];
  const { about, gateway } = look;
  const name = about.endpoint.target.kind === "tcp" ? about.endpoint.target.host : "";
  const ground = step === "resolve" ? `name:${name}` : endpointGround(about.endpoint);
  const address = /^\[?(.*?)\]?:\d+$/.exec(event.peer ?? "")?.[1];
  const isOver = how === "passes";
  const claim = logClaim(gateway, [event], {
    cause,
    strength,
    ground,
    // What is over is said of the endpoint: that its address works now does not contradict it.
    subject:
      isOver || address === undefined || event.peer?.startsWith("unix:")
        ? about.subject
        : { ...about.subject, address },
    locations: places(undefined, about.endpoint, about.routes[0]),
    args: { ...loggedArgs(look, event), ...(isOver ? { over: moment(event.lastAt) } : {}) },
  });
  if (isOver) {
    const evidence = [
      `over: the same step passes now, last failure at ${moment(event.lastAt)}`,
      loggedSentence(event),
    ];
    return [latent({ ...claim, evidence })];
  }
  const finding = root(claim);
  return [how === "not-made" && hasSuccess ? forSome(finding) : finding];
}
