import type { AdminPeer } from "../../src/model/admin.ts";
import { type CauseArgs, defineCheck, type SubjectOf, useful } from "../../src/model/check.ts";
import type { Endpoint, Gateway, Upstream } from "../../src/model/config.ts";
import { asker, duration, places } from "../../src/model/evidence.ts";
import { groupedDigits } from "../../src/model/grouped-digits.ts";
import type { LogWord } from "../../src/model/log-grammar.ts";
import { inPanic } from "../../src/model/panic.ts";
import { reportedPeers } from "../../src/model/reported-peers.ts";
import { adminCommand } from "../../src/testimony/admin-command.ts";
import {
  fileWord,
  forSome,
  type Logged,
  logClaim,
  loggedAs,
  loggedSentence,
  moment,
} from "../../src/testimony/logged.ts";
import { passesAt } from "../../src/testimony/passes-at.ts";
import { peersOf } from "../../src/testimony/peers.ts";
import { toldHealth } from "../../src/testimony/priority-health.ts";
import { besideLine, configStep, fix, who } from "../../src/testimony/remedy.ts";
import { runtimeCommand } from "../../src/testimony/runtime-command.ts";
import { against, conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

/** A log line may be this much younger than the start of the run: its stamps are whole seconds, and it is read later. */
const AHEAD_MS = 30_000;

export default defineCheck({
  id: "ejections-over",
  layer: "config",
  since: "0.1.0",
  title: "The gateway keeps out no endpoint that answers",
  about: [
    "Compares what the gateway says of an endpoint with what uhc's own probe just got from it. An endpoint that answers while the",
    "gateway's admin surface (`--admin`) calls it ejected for failed requests is `ejected-by-passive-checks`. Without one the log",
    "tells: a line `temporarily disabled` or `no live upstreams` that is younger than the penalty (nginx: fail_timeout), while",
    "the probe passes, less surely. An endpoint that fails its active check is not meant, nor one that fails uhc's probe too.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    admin: useful("admin"),
    logs: useful("log"),
    connects: useful("connect"),
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
  },
  causes: {
    "ejected-by-passive-checks": {
      title: (of) => (typeof of.args.title === "string" ? of.args.title : keptOut(of)),
      meaning:
        "After a few failed requests the gateway sends an endpoint no more of them for a while, however healthy it is by then (HAProxy: " +
        "`observe` with `on-error mark-down`, or somebody's `set server … health down`, until enough checks pass). Where " +
        "that hits all endpoints of an upstream, every request is answered 502 or 503 at once and no endpoint is asked.",
      fix: (of) =>
        fix(
          typeof of.args.fix === "string" ? of.args.fix : (REMEDY[String(of.args.kind)] ?? WAIT_OR_RELOAD),
          [
            ...endedSooner(of),
            configStep(
              of,
              {
                nginx:
                  "a larger max_fails or a shorter fail_timeout on the server line, as in max_fails=3 fail_timeout=5s; (max_fails=0 never keeps it out).",
                caddy:
                  "max_fails 3 or a shorter fail_duration, and nothing in unhealthy_status or unhealthy_latency that a healthy endpoint answers too.",
                haproxy:
                  "where observe took it out: a larger error-limit, or on-error fail-check in place of mark-down; and a short inter and a small rise, so that it is soon back.",
              },
              `${besideLine(of)}: more failures before an endpoint is taken out, or a shorter penalty.`,
            ),
            "Find out what failed before: a restart, a slow request, a status in the list of what counts as failed.",
          ],
          of.args.kind === "nginx" ? ["nginx -s reload"] : [],
        ),
      verify: ({ args }) => [String(args.see)],
      includes: [],
    },
  },
  judge({ gateway, about, seen, policy }) {
    const { endpoint, upstream, subject } = about;
    if (seen.admin.length === 0 && seen.logs.length === 0)
      return skip("neither an admin address nor a log of the gateway was read");
    const addresses = peersOf(about, seen.connects);
    const { alias } = endpoint;
    const of = { upstream: upstream.name, endpoint: endpoint.endpoint, alias, addresses };
    const told = reportedPeers(seen.admin, of);
    const serves = (address: string): boolean => passesAt(address, seen, policy);
    const at = (address: string) => ({ ...subject, address: hostOf(address) });
    if (told.length === 0) {
      const lines = [...addresses].filter(serves).flatMap((address) => {
        const line = lastKeptOut(seen.logs, address, about, policy.now);
        return line === undefined ? [] : [{ address, line }];
      });
      const findings = lines.map(({ address, line }) =>
        forSome(root({ ...fromLog(gateway, endpoint, line), subject: at(address) })),
      );
      return conclude(findings, "no line of the log keeps it out any more");
    }
    const place = seen.admin[0]?.request.place.text ?? "";
    const kept = told.filter((peer) => peer.state === "ejected" && serves(peer.endpoint));
    // where health is ignored, an ejected endpoint gets its requests all the same
    const speak = ignoresHealth(upstream, seen.admin) ? latent : root;
    const findings = kept.map((peer) =>
      speak({ ...fromAdmin(gateway, about, peer, place), subject: at(peer.endpoint) }),
    );
    const words = `${asker(gateway)} itself calls it ${told.map((peer) => peer.word).join(", ")}`;
    const isUp = told.every((peer) => peer.state === "up");
    return conclude(isUp ? [against("ejected-by-passive-checks", subject, 0.85, [words])] : findings, words);
  },
});

const WAIT_OR_RELOAD = "Wait for the penalty to end, or reload; then let single failures weigh less";
const REMEDY: Readonly<Record<string, string>> = {
  envoy: "Wait for the penalty to end; then let single failures weigh less",
  haproxy: "Set it up by hand, or wait for the next checks; then let single errors weigh less",
};

function endedSooner({ args }: CauseArgs): readonly string[] {
  if (args.kind === "haproxy")
    return [
      ...(args.up === "" ? [] : [`Over the stats socket, at once: ${args.up}`]),
      `By itself it is back when ${args.rise} checks in a row have passed.`,
    ];
  return args.kind === "envoy"
    ? [
        `The penalty is ${args.penalty}, and longer each time in a row; nothing but a restart of Envoy ends it sooner.`,
      ]
    : [`The penalty is ${args.penalty}; a reload of the gateway ends it at once.`];
}

/** So few endpoints are healthy, by the gateway's own word, that it asks all of them. */
function ignoresHealth(upstream: Upstream, admin: Parameters<typeof toldHealth>[1]): boolean {
  const { panic } = upstream;
  const told = toldHealth(upstream, admin);
  return panic !== undefined && !panic.failsInstead && told !== undefined && inPanic(told, panic).length > 0;
}

/** A check that only foresees it brings a title of its own. */
function keptOut(of: CauseArgs): string {
  const [answer, them] = of.endpointCount > 1 ? ["answer", "them"] : ["answers", "it"];
  return `${who(of)} ${answer}, and ${of.args.asker} still keeps ${them} out`;
}

function hostOf(address: string): string | undefined {
  return /^\[?(.*?)\]?:\d+$/.exec(address)?.[1];
}

/** The latest line that keeps the peer out, or its whole group, while its penalty lasts. */
function lastKeptOut(
  logs: Parameters<typeof loggedAs>[0],
  peer: string,
  { endpoint, upstream }: SubjectOf["endpoint"],
  now: number,
): Logged | undefined {
  // With an active check the same words of the log tell of that check.
  if (endpoint.ejection === undefined || upstream.healthCheck !== undefined) return undefined;
  const penaltyMs = endpoint.ejection.penaltyMs.value;
  // A limit of connections leaves the same line behind when it is reached.
  // Where too few healthy endpoints make the gateway ask all of them, nobody is kept out for want of them.
  const asksAll = (upstream.panic?.belowPercent.value ?? 0) > 0;
  const words: readonly LogWord[] =
    endpoint.maxConnections === undefined && !asksAll
      ? ["endpoint-disabled", "no-live-upstreams"]
      : ["endpoint-disabled"];
  const enabled = loggedAs(logs, ["endpoint-enabled"]).find((event) => event.peer === peer)?.lastAt ?? 0;
  return loggedAs(logs, words).find((event) => {
    const isGroup = (event.peer ?? event.upstream) === upstream.name;
    const isMeant = event.event === "no-live-upstreams" ? isGroup : event.peer === peer;
    const age = now - event.lastAt;
    return isMeant && event.lastAt > enabled && age <= penaltyMs && age >= -AHEAD_MS;
  });
}

const EXCLUDED =
  "It asked to be left alone with x-envoy-immediate-health-check-fail, as a proxy that is being drained does: " +
  "POST /healthcheck/ok at that proxy, and let a health check pass";

/** What its last check said, where it has one: it did not take it out, or counted what the traffic met. */
function checkWords({ check }: AdminPeer): string {
  if (check === undefined) return "";
  const text = check.text === undefined ? "" : ` ${check.text}`;
  return check.hasPassed === true
    ? `, though its last check passed (${check.word}${text})`
    : `, by what its requests got (${check.word}${text})`;
}

function fromAdmin(
  gateway: Gateway,
  { endpoint, upstream }: SubjectOf["endpoint"],
  peer: AdminPeer,
  place: string,
) {
  const since = peer.downSince === undefined ? "" : ` since ${moment(peer.downSince)}`;
  const fails = (peer.fails ?? 0) === 0 ? "" : `, after ${groupedDigits(peer.fails ?? 0)} failed tries`;
  return {
    cause: "ejected-by-passive-checks",
    strength: 0.93,
    ground: `endpoint:${endpoint.endpoint}`,
    locations: places(endpoint.ejection?.failures.location, endpoint, undefined),
    evidence: [
      `${asker(gateway)} says of ${peer.endpoint}: ${peer.word}${since}${fails}${checkWords(peer)}`,
      `uhc asked ${peer.endpoint} as ${asker(gateway)} would, and it answers`,
    ],
    args: {
      ...argsOf(gateway, endpoint, seeAdmin(gateway, place)),
      up: peer.alias === undefined ? "" : `set server ${peer.upstream}/${peer.alias} health up`,
      rise: upstream.healthCheck?.healthyAfter.value ?? 1,
      ...(peer.isExcluded === true && { fix: EXCLUDED }),
    },
  } as const;
}

function fromLog(gateway: Gateway, endpoint: Endpoint, line: Logged) {
  const claim = logClaim(gateway, [line], {
    cause: "ejected-by-passive-checks",
    strength: 0.6,
    ground: `endpoint:${endpoint.endpoint}`,
    locations: places(endpoint.ejection?.failures.location, endpoint, undefined),
    args: argsOf(
      gateway,
      endpoint,
      `grep -E 'temporarily disabled|no live upstreams' ${fileWord(line.path)} | tail`,
    ),
  });
  const over = `it answers now, and the penalty of ${claim.args.penalty} is not over`;
  return { ...claim, evidence: [over, loggedSentence(line)] };
}

function argsOf(gateway: Gateway, endpoint: Endpoint, see: string) {
  const penaltyMs = endpoint.ejection?.penaltyMs.value;
  return {
    kind: gateway.kind,
    asker: asker(gateway),
    penalty: penaltyMs === undefined ? "set in the gateway" : duration(penaltyMs),
    see,
    file: endpoint.location.file,
    line: endpoint.location.line,
  };
}

function seeAdmin({ kind }: Gateway, place: string): string {
  if (kind === "haproxy" && place.startsWith("unix:")) return runtimeCommand(place, "show stat");
  return adminCommand(place, "");
}
