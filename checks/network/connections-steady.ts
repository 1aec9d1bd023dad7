import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, duration, targetText } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { forSome, loggedAs, loggedSentence } from "../../src/testimony/logged.ts";
import { connectSentence, pathClaim } from "../../src/testimony/path-claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

type Connect = ObservationOf<"connect">;

/** SYN is sent again after one second (RFC 6298 section 2.1): a connection that took longer lost the first one. */
const ASKED_TWICE_MS = 990;
/** So many of a dozen must be late or lost before chance is no explanation. */
const ENOUGH = 2;

export default defineCheck({
  id: "connections-steady",
  layer: "network",
  since: "0.1.0",
  title: "Connections to the endpoint open at the first try, one like the other",
  about: [
    "Where a connection does not open, or opens late, or the log shows such, ten more are made side by side. Some that open at",
    "once while others need a second SYN (a second and more) or stay unanswered are loss on the way: `network-degraded`. A",
    "service whose queue of waiting connections runs full now and then looks the same from here, and is said to.",
  ].join("\n"),
  for: "endpoint",
  needs: { connects: needed("connect"), several: useful("connect", "connections"), logs: useful("log") },
  causes: {
    "network-degraded": {
      title: (of) => `Packets to ${who(of)} get lost: ${of.args.lost} of ${of.args.tried} connections stall`,
      meaning:
        "Some connections open at once and others only after SYN was sent again, or not at all. Packets get lost on the way: a " +
        "link that is full or broken, one of several paths that leads nowhere, a table of connections that overflows, or a " +
        "service that does not accept as fast as connections come.",
      fix: (of) =>
        fix(
          `Find where packets between the gateway and ${of.args.host} get lost`,
          [
            "Compare several paths and both directions: one bad link of a bundle loses a fixed share of the connections.",
            "On the host: listen queue overflows mean that the service accepts too slowly, and not the network.",
            "On hops that track connections: a full table drops new ones.",
          ],
          [
            `mtr -rwbzc 50 -T -P ${of.args.port} ${of.args.host}`,
            "nstat -az TcpRetransSegs TcpExtTCPSynRetrans TcpExtListenOverflows TcpExtListenDrops",
          ],
        ),
      verify: ({ args }) => [`for i in 1 2 3 4 5 6 7 8 9 10; do ${args.reach}; done`],
      includes: ["connect-timeout", "timeout-too-short", "service-overloaded"],
    },
  },
  judge(look) {
    const { seen, about } = look;
    const findings = eachStep(about, seen.connects, (connect) => {
      const all = [connect, ...alike(connect, seen.several)];
      const late = all.filter(isLate);
      const quick = all.filter(
        ({ outcome, durationMs }) => outcome.kind === "answered" && durationMs < ASKED_TWICE_MS,
      );
      const peer = targetText(connect.request.target);
      const [logged] = loggedAs(seen.logs, ["connect-timeout"], (event) => event.peer === peer);
      const isEnough = late.length >= ENOUGH || (late.length > 0 && logged !== undefined);
      if (quick.length === 0 || !isEnough) return [];
      const strength = (late.length >= ENOUGH ? 0.85 : 0.7) + (logged === undefined ? 0 : 0.07);
      const evidence = [
        ...sentences(all, late, quick),
        ...(logged === undefined ? [] : [loggedSentence(logged)]),
      ];
      const args = { lost: late.length, tried: all.length };
      return [
        forSome(root(pathClaim(look, connect, { cause: "network-degraded", strength, evidence, args }))),
      ];
    });
    return conclude(findings, "connections fare alike");
  },
});

function isLate({ outcome, durationMs }: Connect): boolean {
  return outcome.kind === "timed-out" || (outcome.kind === "answered" && durationMs >= ASKED_TWICE_MS);
}

function sentences(
  all: readonly Connect[],
  late: readonly Connect[],
  quick: readonly Connect[],
): readonly string[] {
  const lost = late.filter(({ outcome }) => outcome.kind === "timed-out").length;
  const slow = late.length - lost;
  return [
    `of ${all.length} connections ${quick.length} open at once, ${slow} after a second SYN, ${lost} not at all`,
    ...late.slice(0, 1).map(connectSentence),
    `the quickest takes ${duration(Math.min(...quick.map(({ durationMs }) => durationMs)))}`,
  ];
}
