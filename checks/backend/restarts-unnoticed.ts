import { defineCheck, type Finding, needed } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { duration } from "../../src/model/evidence.ts";
import type { LogWord } from "../../src/model/log-grammar.ts";
import { byLoggedUpstream } from "../../src/model/logged-place.ts";
import type { LogEvent } from "../../src/model/observation.ts";
import { type Burst, rhythmOf } from "../../src/model/rhythm.ts";
import { filledSlots, joinSlots } from "../../src/model/time-slots.ts";
import { goodAnswers } from "../../src/testimony/ended-in-log.ts";
import { type Logged, logClaim, loggedAs, moment } from "../../src/testimony/logged.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

/** What a gateway meets when the process behind an endpoint goes away and comes back. */
const RESTART_WORDS: readonly LogWord[] = [
  "connect-refused",
  "reset-before-header",
  "closed-before-header",
  "socket-missing",
  "no-live-upstreams",
];
/** Whoever restarts is back within this; a longer one is an outage. */
const LONGEST_MS = 180_000;
const ENOUGH = 3;
/** Between two of them it must serve for several times as long as it was away. */
const TIMES_QUIET = 3;

export default defineCheck({
  id: "restarts-unnoticed",
  layer: "backend",
  since: "0.1.0",
  title: "Restarts of the service go by without failed requests",
  about: [
    "Looks in the logs for short bursts of refused and cut connections to an upstream, at least three of them, each over",
    "within three minutes, with good answers in between: what a service leaves that stops before the gateway has stopped",
    "sending to it. The log shows the bursts and not who restarted what: a crash that is repaired at once looks alike. It",
    "needs an access log that names the upstream, as without one nobody can tell that it serves in between.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: needed("log") },
  causes: {
    "shutdown-before-drain": {
      title: ({ args }) =>
        `${args.upstream} fails for up to ${args.longest} whenever it restarts: ${args.bursts} times`,
      meaning:
        "The process stops while the gateway still sends requests to it, so each restart or deployment costs some. Nothing " +
        "is wrong between them.",
      fix: () =>
        fix("Make the service finish before it stops, and the gateway stop sending first", [
          "On SIGTERM: fail the readiness check, go on serving for longer than the gateway takes to notice, then stop listening.",
          "In Kubernetes a preStop sleep of some seconds; with systemd and several instances, restart one after the other.",
          "A second endpoint, and retries for what may be repeated, hide what is left.",
        ]),
      verify: ({ args }) => [`grep -c refused ${args.path}`],
      includes: [],
    },
  },
  judge({ gateway, seen }) {
    const failures = byLoggedUpstream(gateway, loggedAs(seen.logs, RESTART_WORDS));
    const answers = byLoggedUpstream(gateway, goodAnswers(seen.logs));
    const findings = [...failures].flatMap(([name, events]) => {
      const bursts = burstsOf(events);
      const isPattern = bursts.length >= ENOUGH && bursts.every(isShort);
      const upstream = gateway.upstreams.find((one) => one.name === name)?.id ?? name;
      return isPattern && servesBetween(bursts, answers.get(name) ?? [])
        ? [told(gateway, { id: upstream, name }, bursts, events)]
        : [];
    });
    return conclude(findings, "no short failures that come again and again");
  },
});

function told(
  gateway: Gateway,
  { id, name }: { readonly id: string; readonly name: string },
  bursts: readonly Burst[],
  events: readonly Logged[],
): Finding {
  const claim = logClaim(gateway, events, {
    cause: "shutdown-before-drain",
    strength: 0.6,
    ground: `restarts:${id}`,
    subject: { gateway: gateway.id, upstream: id },
    args: {
      upstream: name,
      bursts: bursts.length,
      longest: duration(Math.max(...bursts.map(({ from, to }) => to - from))),
    },
  });
  const starts = bursts.slice(-3).map(({ from }) => moment(from));
  const sentence = `${bursts.length} short bursts, the last at ${starts.join(", ")}, with good answers between them`;
  return latent({ ...claim, evidence: [sentence, ...claim.evidence.slice(0, 2)] });
}

/** Those of all events together: one restart is refused connections and cut answers. */
function burstsOf(events: readonly LogEvent[]): readonly Burst[] {
  const slots = joinSlots(events.map((event) => event.slots));
  return slots === undefined ? [] : rhythmOf(slots).bursts;
}

function isShort({ from, to }: Burst): boolean {
  return to - from <= LONGEST_MS;
}

/** Every pause is long enough, and somebody got a good answer within it. */
function servesBetween(bursts: readonly Burst[], answers: readonly LogEvent[]): boolean {
  const good = answers.flatMap(({ slots }) => (slots === undefined ? [] : filledSlots(slots)));
  return bursts.slice(1).every((burst, index) => {
    const before = bursts[index];
    if (before === undefined) return false;
    const isLong = burst.from - before.to >= TIMES_QUIET * (before.to - before.from);
    return isLong && good.some(([at]) => at >= before.to && at < burst.from);
  });
}
