import type { AdminProcess } from "../../src/model/admin.ts";
import { defineCheck, useful } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { asker } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { forSome, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { type Claim, conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

const FINE = "no connection is known that found no place";

export default defineCheck({
  id: "connections-left",
  layer: "resources",
  since: "0.1.0",
  title: "The gateway has connections left",
  about: [
    "Looks in the gateway's log for connections that it could not take or open at its own limit. Each proxied request takes",
    "two, one to the client and one to the upstream. Idle connections that were only closed to make room are a warning. What",
    "the gateway's own counters (`--admin`) say it has dropped since its start has no date, and is a note. A process that says",
    "it holds as many as it may at this moment takes no more. How many sockets the workers of nginx hold is told beside their",
    "log, and alone is a warning: they close idle connections to make room.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: useful("log"), admin: useful("admin"), limits: useful("limits") },
  causes: {
    "worker-connections-exhausted": {
      title: ({ args }) =>
        typeof args.title === "string"
          ? args.title
          : args.most !== undefined
            ? `${args.asker} is at its limit of ${args.most} connections`
            : args.isNow === 1
              ? `${args.asker} is at its limit of connections: ${args.times} times`
              : args.dropped === undefined
                ? `${args.asker} closes idle connections to stay below its limit`
                : `${args.asker} has dropped ${args.dropped} connections since it started`,
      meaning:
        "A worker of the gateway holds as many connections as it may. New clients are dropped, and requests that need a " +
        "connection to their upstream are answered 500, while every upstream is healthy.",
      fix: (of) =>
        fix(
          "Raise the limit, and find out what holds the connections",
          [
            of.args.kind === "nginx"
              ? "in the events block: worker_connections 4096; and worker_rlimit_nofile of at least twice that in the main block."
              : of.args.kind === "haproxy"
                ? "in the global section: a larger maxconn, which also raises the limit of open files; and the maxconn of the frontend, where it has one."
                : "Raise the limit of connections, and the limit of open files with it.",
            "Slow upstreams and long time-outs hold connections: a limit that was enough for years is reached in minutes then.",
          ],
          ["ss -s"],
        ),
      verify: ({ args }) => [
        args.path === "" || args.kind !== "nginx"
          ? "ss -s"
          : `grep -c 'worker_connections are not enough' ${args.path}`,
      ],
      includes: [],
      sparesEndpoints: true,
    },
  },
  judge({ gateway, seen }) {
    const held = fullWorkers(gateway, seen.limits);
    if (seen.logs.length === 0 && seen.admin.length === 0 && held.length === 0)
      return skip("no log was read");
    const cause = "worker-connections-exhausted";
    const full = seen.admin.find(({ facts }) => isFull(facts.process));
    if (full !== undefined) return conclude([forSome(root(fullClaim(gateway, full)))], "");
    const exhausted = loggedAs(seen.logs, ["connections-exhausted"]);
    const of = { cause, ground: "connections" } as const;
    if (exhausted.length > 0) {
      const claim = logClaim(gateway, exhausted, { ...of, strength: 0.93, args: { isNow: 1 } });
      return conclude([forSome(root({ ...claim, evidence: [...claim.evidence, ...held] }))], "");
    }
    const reused = loggedAs(seen.logs, ["connections-reused"]);
    if (reused.length > 0)
      return conclude([latent(logClaim(gateway, reused, { ...of, strength: 0.85, args: { isNow: 0 } }))], "");
    if (held.length > 0) {
      const args = { isNow: 1, most: gateway.workerConnections ?? 0 };
      return conclude(
        [latent({ ...logClaim(gateway, [], { ...of, strength: 0.8, args }), evidence: held })],
        "",
      );
    }
    const dropped = Math.max(0, ...seen.admin.map(droppedBy));
    const claim = logClaim(gateway, [], { ...of, strength: 0.8, args: { isNow: 0, dropped } });
    const evidence = [`of all connections that it accepted it did not handle ${dropped}`];
    return conclude(dropped === 0 ? [] : [latent({ ...claim, evidence }, "info")], FINE);
  },
});

/** Connections that nginx keeps free, to take those that others wait to give back. */
const SPARE = 2;

/**
 * Workers without a free connection. Each socket takes one, but for those by which the master speaks to the other workers, which
 * each of them inherits (ngx_process.c, ngx_pass_open_channel).
 */
function fullWorkers(
  { workerConnections: most }: Gateway,
  limits: readonly ObservationOf<"limits">[],
): readonly string[] {
  if (most === undefined) return [];
  const own = limits.filter(({ request }) => request.withChildren).flatMap(({ facts }) => facts.processes);
  return own.flatMap(({ pid, of, sockets = 0 }) => {
    const others = own.filter((one) => one.of === of && one.pid !== pid).length;
    return sockets - others < most - SPARE
      ? []
      : [`worker ${pid} holds ${sockets} sockets now, and may have ${most} connections`];
  });
}

/** One that a reload left behind takes nobody any more, and the connections that it has are its last. */
function isFull(process: AdminProcess | undefined): boolean {
  if (process === undefined || process.isStopping) return false;
  const { now, most } = process.connections;
  return most > 0 && now >= most;
}

function fullClaim(gateway: Gateway, { facts, request }: ObservationOf<"admin">): Claim {
  const { now, most } = facts.process?.connections ?? { now: 0, most: 0 };
  const claim = logClaim(gateway, [], {
    cause: "worker-connections-exhausted",
    strength: 0.9,
    ground: "connections",
    args: { isNow: 1, most },
  });
  const sentence = `${asker(gateway)} says at ${request.place.text}: ${now} connections of at most ${most}`;
  return { ...claim, evidence: [sentence] };
}

function droppedBy({ facts }: ObservationOf<"admin">): number {
  return facts.connections === undefined ? 0 : facts.connections.accepted - facts.connections.handled;
}
