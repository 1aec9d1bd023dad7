import type { AdminLimit, AdminUpstream } from "../../src/model/admin.ts";
import { defineCheck, type Finding, useful } from "../../src/model/check.ts";
import type { Gateway, Upstream } from "../../src/model/config.ts";
import { asker, shellQuote } from "../../src/model/evidence.ts";
import { groupedDigits } from "../../src/model/grouped-digits.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { Location, Setting } from "../../src/model/source.ts";
import { adminCommand } from "../../src/testimony/admin-command.ts";
import { adminUpstream } from "../../src/testimony/admin-upstream.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { ACCUSING_WORDS } from "../../src/testimony/log-causes.ts";
import { forSome, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

const NAMES = {
  connections: "connections",
  pending: "requests that wait for a connection",
  requests: "requests at once",
  retries: "retries at once",
} as const satisfies Record<AdminLimit, string>;

export default defineCheck({
  id: "limits-open",
  layer: "config",
  since: "0.1.0",
  title: "No limit of an upstream turns requests away",
  about: [
    "Looks at the limits of an upstream on connections, waiting requests, requests and retries (Envoy's circuit breakers,",
    "HAProxy's `maxconn` of servers with its queue): one",
    "that is zero lets nobody through; one that the gateway's admin surface calls open turns requests away at this moment; one",
    "that its log shows did so. They are answered 503 without anybody being asked. Requests that a limit has turned away since",
    "the start, while it is not reached now, are only noted. A log that says that nobody was left to ask, and of no failure that",
    "could have kept anybody out, where each endpoint takes only so many requests at once (nginx's `max_conns`, Caddy's",
    "`unhealthy_request_count` and `max_requests`), shows the same.",
  ].join("\n"),
  for: "upstream",
  needs: { admin: useful("admin"), logs: useful("log") },
  causes: {
    "circuit-breaker-open": {
      title: ({ args }) => `${args.asker} turns requests for ${args.upstream} away: ${args.why}`,
      meaning:
        "The gateway allows an upstream only so many connections and requests at a time, and answers what goes beyond that itself. " +
        "Either the limit is too small for the load, or the endpoints have become so slow that requests pile up.",
      fix: (of) =>
        fix("First check whether the endpoints answer slowly; then raise the limit", [
          configStep(
            of,
            {
              envoy: `circuit_breakers: { thresholds: [{ ${of.args.field}: … }] } on the cluster`,
              haproxy: "a larger maxconn on its server lines, or a longer timeout queue",
              nginx: "a larger max_conns on its server lines (1.11.5)",
              caddy: "a larger unhealthy_request_count (max_requests of an upstream in JSON)",
            },
            "Raise the limit of this upstream.",
          ),
          "A limit that holds back a slow service protects it: more requests at once may make it slower still.",
        ]),
      verify: ({ args }) => [String(args.see)],
      includes: [],
    },
  },
  judge({ gateway, about, seen }) {
    const { upstream, routes } = about;
    if (routes.length === 0) return skip("no route leads here");
    const live = adminUpstream(seen.admin, upstream.name);
    const findings = [
      ...zero(gateway, upstream),
      ...(live === undefined
        ? []
        : [...openNow(gateway, upstream, live), ...openBefore(gateway, upstream, live)]),
      ...logged(gateway, upstream, seen.logs),
      ...full(gateway, upstream, seen.logs),
    ];
    return conclude(findings, "no limit of it is reached");
  },
});

const FIELDS = {
  connections: "max_connections",
  pending: "max_pending_requests",
  requests: "max_requests",
  retries: "max_retries",
} as const satisfies Record<AdminLimit, string>;

interface Told {
  readonly limit: AdminLimit;
  readonly why: string;
  readonly evidence: readonly string[];
  readonly strength: number;
  readonly see: string;
}

function claimOf(gateway: Gateway, upstream: Upstream, { limit, why, evidence, strength, see }: Told) {
  return configClaim(gateway, {
    cause: "circuit-breaker-open",
    subject: { gateway: gateway.id, upstream: upstream.id },
    value: upstream.circuit?.[limit].location ?? upstream.location,
    ground: `limit:${upstream.id}`,
    evidence,
    strength,
    args: { upstream: upstream.name, why, field: FIELDS[limit], see },
  });
}

/** Limits that the config sets to nothing at all; without retries one can live. */
function zero(gateway: Gateway, upstream: Upstream): readonly Finding[] {
  const { circuit } = upstream;
  if (circuit === undefined) return [];
  const closed = (["connections", "pending", "requests"] as const).filter((limit) => isZero(circuit[limit]));
  return closed.slice(0, 1).map((limit) =>
    root(
      claimOf(gateway, upstream, {
        limit,
        why: `it allows 0 ${NAMES[limit]}`,
        evidence: [
          `${FIELDS[limit]} of ${upstream.name} is 0 in ${circuit[limit].location.file}:${circuit[limit].location.line}`,
        ],
        strength: 0.95,
        see: "uhc inspect",
      }),
    ),
  );
}

function isZero(setting: Setting<number>): boolean {
  return setting.value === 0 && !setting.isDefault;
}

type Live = NonNullable<ReturnType<typeof adminUpstream>>;

function openNow(gateway: Gateway, upstream: Upstream, { told, place }: Live): readonly Finding[] {
  return told.openLimits.slice(0, 1).map((limit) =>
    forSome(
      root(
        claimOf(gateway, upstream, {
          limit,
          why: `its limit of ${allowed(told, limit)}${NAMES[limit]} is reached`,
          evidence: [
            `${asker(gateway)} says at ${place}: the limit on ${NAMES[limit]} of ${upstream.name} is reached`,
            ...turnedAway(told),
          ],
          strength: 0.93,
          see: seeStats(place, upstream, gateway.kind),
        }),
      ),
    ),
  );
}

function openBefore(gateway: Gateway, upstream: Upstream, { told, place }: Live): readonly Finding[] {
  const [limit] = (["pending", "connections", "retries"] as const).filter(
    (one) => (told.turnedAway[one] ?? 0) > 0,
  );
  // a full pool of connections queues requests, and turns none away by itself
  if (limit === undefined || limit !== "pending" || told.openLimits.length > 0) return [];
  const claim = claimOf(gateway, upstream, {
    limit,
    why: `its limits were reached before`,
    evidence: turnedAway(told),
    strength: 0.8,
    see: seeStats(place, upstream, gateway.kind),
  });
  return [latent(claim, "info")];
}

function allowed(told: AdminUpstream, limit: AdminLimit): string {
  const value = told.limits[limit];
  return value === undefined ? "" : `${value} `;
}

function turnedAway({ turnedAway: counts, upstream }: AdminUpstream): readonly string[] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(
      ([limit, count]) =>
        `since it started ${groupedDigits(count)} requests for ${upstream} met the limit on ${limit}`,
    );
}

function seeStats(place: string, { name }: Upstream, kind: Gateway["kind"]): string {
  if (kind === "haproxy") {
    const [, socket] = /^unix:(.+)$/.exec(place) ?? [];
    return socket === undefined
      ? `curl -s ${shellQuote(place)} | grep ${shellQuote(`^${name},`)}`
      : `echo 'show stat' | socat - ${shellQuote(`UNIX-CONNECT:${socket}`)} | grep ${shellQuote(`^${name},`)}`;
  }
  return adminCommand(place, `stats?filter=${encodeURIComponent(name)}.*(overflow|_open)`);
}

function logged(
  gateway: Gateway,
  upstream: Upstream,
  logs: readonly ObservationOf<"log">[],
): readonly Finding[] {
  const events = loggedAs(
    logs,
    ["upstream-overflow", "queue-timeout"],
    (event) => event.upstream === undefined || event.upstream === upstream.name,
  );
  const isSure = events.some((event) => event.upstream === upstream.name) || gateway.upstreams.length === 1;
  if (events.length === 0 || !isSure) return [];
  const hasQueued = events[0]?.event === "queue-timeout";
  const claim = logClaim(gateway, events, {
    cause: "circuit-breaker-open",
    strength: 0.93,
    ground: `limit:${upstream.id}`,
    subject: { gateway: gateway.id, upstream: upstream.id },
    locations: written(upstream),
    args: {
      upstream: upstream.name,
      why: hasQueued
        ? "its log shows requests that timed out waiting for a free connection"
        : "its log shows requests that met a limit",
      field: "max_requests",
      see: `grep -c ${hasQueued ? "' sQ'" : "UO"} ${events[0]?.path ?? ""}`,
    },
  });
  return [forSome(root(claim))];
}

/** Gateways that skip an endpoint at its limit, and then have nobody left to ask. */
const SKIPS_FULL: ReadonlySet<Gateway["kind"]> = new Set(["nginx", "caddy"]);

function full(
  gateway: Gateway,
  upstream: Upstream,
  logs: readonly ObservationOf<"log">[],
): readonly Finding[] {
  const limits = upstream.endpoints.map(({ maxConnections }) => maxConnections);
  const isLimited = limits.length > 0 && limits.every((limit) => (limit?.value ?? 0) > 0);
  // then nobody is left whatever their limits say
  const isOff = upstream.endpoints.every(({ intent }) => intent.value !== "active");
  if (!SKIPS_FULL.has(gateway.kind) || !isLimited || isOff || hasFailures(logs)) return [];
  const isOnly = gateway.upstreams.length === 1;
  const events = loggedAs(logs, ["no-live-upstreams"], ({ upstream: name, peer }) =>
    name === undefined && peer === undefined ? isOnly : [name, peer].includes(upstream.name),
  );
  const [first] = events;
  const most = Math.max(...limits.map((limit) => limit?.value ?? 0));
  if (first === undefined) return [];
  const claim = logClaim(gateway, events, {
    cause: "circuit-breaker-open",
    strength: 0.8,
    ground: `limit:${upstream.id}`,
    subject: { gateway: gateway.id, upstream: upstream.id },
    locations: limits.flatMap((limit) => limit?.location ?? []).slice(0, 1),
    args: {
      upstream: upstream.name,
      why: `each endpoint may have ${most} ${most === 1 ? "request" : "requests"} at once, and all of them had`,
      field: "",
      see: `tail -n 20 ${shellQuote(first.path)}`,
    },
  });
  return [forSome(root(claim))];
}

/** Something else has kept endpoints out: what failed before, or their checks. */
function hasFailures(logs: readonly ObservationOf<"log">[]): boolean {
  return loggedAs(logs, [...ACCUSING_WORDS, "endpoint-disabled"]).length > 0;
}

/** Of logs alone nobody knows a config. */
function written(upstream: Upstream): readonly Location[] {
  const location = upstream.circuit?.requests.location ?? upstream.location;
  return location.file === "" ? [] : [location];
}
