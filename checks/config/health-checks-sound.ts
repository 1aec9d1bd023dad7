import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Upstream } from "../../src/model/config.ts";
import { duration } from "../../src/model/evidence.ts";
import { routesByUpstream } from "../../src/model/routes.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { failuresToEmpty } from "../../src/testimony/empty-pool.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "health-checks-sound",
  layer: "config",
  since: "0.1.0",
  title: "Active health checks notice a dead endpoint, and only a dead one",
  about: [
    "Looks at the active health checks of upstreams in use: a limit longer than the interval, so checks overtake each",
    "other (not where each waits for the one before); one failure that is enough while the interval is short (information where that is the default); a port that none",
    "of the endpoints has. Without any active check only failed requests of users show that an endpoint is dead; open source",
    "nginx has none, so this is only for information, and said once, of groups with several endpoints, with how many",
    "failed connections leave no endpoint, and for how long.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "health-check-missing": {
      title: ({ subjects }) =>
        `${subjects.length === 1 ? "One upstream has" : `${subjects.length} upstreams have`} no active health check`,
      meaning:
        "Nothing checks the health of the endpoints. The first requests of users after a failure are the check, and each of them waits " +
        "for a timeout first.",
      fix: (of) =>
        fix("Keep the limits short, so that failures are noticed soon", [
          configStep(
            of,
            {
              nginx:
                "short proxy_connect_timeout and max_fails on the server lines; NGINX Plus has health_check",
              haproxy: "check on each server line, and option httpchk for a check that asks the application",
              caddy: "health_uri PATH in the reverse_proxy block (health_checks.active.uri in JSON)",
            },
            "Configure an active check.",
          ),
        ]),
      verify: () => ["uhc inspect"],
      includes: [],
    },
    "health-check-too-aggressive": {
      title: ({ args }) =>
        typeof args.title === "string"
          ? args.title
          : `The health check of ${args.upstream} takes healthy endpoints out: ${args.why}`,
      meaning:
        "One lost packet or one slow answer is enough to take an endpoint out, most likely all of them at the same time, when they " +
        "are busy; or so many checks have to pass before it is taken back that clients are turned away long after it is healthy.",
      fix: (of) =>
        fix(
          typeof of.args.title === "string"
            ? "Ask an endpoint that is down more often, and believe it sooner"
            : "Ask less often, and believe only several failures in a row",
          [
            configStep(
              of,
              {
                nginx: "health_check interval=5s fails=3 passes=2;",
                haproxy:
                  typeof of.args.title === "string" ? "downinter 2s rise 2" : "check inter 5s fall 3 rise 2",
                caddy: "health_interval 10s, health_timeout 5s and, from 2.8 on, health_fails 3",
              },
              "Raise the number of failures.",
            ),
          ],
        ),
      verify: () => ["uhc inspect"],
      includes: [],
    },
    "health-check-wrong-port": {
      title: ({ args }) =>
        `The health check of ${args.upstream} asks port ${args.port}, and the traffic goes to ${args.ports}`,
      meaning:
        "The check learns how another program is: it may call a dead service healthy, or a healthy one dead.",
      fix: (of) =>
        fix(
          "Make the check ask the port of the traffic, unless the other one is the service's own health port",
          [
            configStep(
              of,
              {
                nginx: "health_check without port=",
                envoy: "take health_check_config.port_value away",
                haproxy: "take port off the server lines",
                caddy: "take health_port away",
              },
              "Take the port away.",
            ),
          ],
        ),
      verify: () => ["uhc inspect"],
      includes: ["port-refused", "service-on-other-port", "connect-timeout", "service-bound-to-loopback"],
    },
  },
  judge({ gateway }) {
    const routes = routesByUpstream(gateway);
    // a check that is described, and not made, is told by another one
    const told = new Set(
      gateway.problems.flatMap(({ cause, about }) => (cause === "health-check-missing" ? [about] : [])),
    );
    const used = gateway.upstreams.filter(({ id, name }) => routes.has(id) && !told.has(name));
    return conclude(
      used.flatMap((upstream) => findingsOf(gateway, upstream)),
      "every active check is sound",
    );
  },
});

function findingsOf(gateway: Gateway, upstream: Upstream): readonly Finding[] {
  const check = upstream.healthCheck;
  if (check !== undefined)
    return [...tooStrict(gateway, upstream, check), ...otherPort(gateway, upstream, check)];
  if (upstream.form !== "group" || upstream.endpoints.length < 2) return [];
  const claim = configClaim(gateway, {
    cause: "health-check-missing",
    subject: { gateway: gateway.id, upstream: upstream.id },
    value: upstream.location,
    ground: "health-check-missing",
    evidence: [
      `${upstream.name} has ${upstream.endpoints.length} endpoints and no active check${untilEmpty(upstream)}`,
    ],
  });
  return [latent(claim, "info")];
}

/** What passive checks alone make of it. */
function untilEmpty({ endpoints }: Upstream): string {
  const pool = failuresToEmpty(endpoints);
  if (pool === undefined) return "";
  return `; ${pool.count} failed connections within ${duration(pool.windowMs)} leave no endpoint for ${duration(pool.penaltyMs)}`;
}

type Check = NonNullable<Upstream["healthCheck"]>;

function tooStrict(gateway: Gateway, upstream: Upstream, check: Check): readonly Finding[] {
  const { intervalMs, timeoutMs, unhealthyAfter } = check;
  const canOvertake = check.isSequential !== true && timeoutMs !== undefined && !timeoutMs.isDefault;
  const overtakes = canOvertake && timeoutMs.value > intervalMs.value;
  const isHasty = unhealthyAfter.value === 1 && !intervalMs.isDefault && intervalMs.value < 2_000;
  if (!overtakes && !isHasty) return [];
  const why = overtakes
    ? `it waits ${duration(timeoutMs.value)}, and asks every ${duration(intervalMs.value)}`
    : `one failure is enough, and it asks every ${duration(intervalMs.value)}`;
  const claim = configClaim(gateway, {
    cause: "health-check-too-aggressive",
    subject: { gateway: gateway.id, upstream: upstream.id },
    value: overtakes ? timeoutMs.location : intervalMs.location,
    places: [upstream.location],
    evidence: [`${upstream.name}: ${why}`],
    args: { upstream: upstream.name, why },
  });
  // one failure is NGINX Plus's default, and the next check that passes brings the endpoint back
  return [latent(claim, overtakes || !unhealthyAfter.isDefault ? "warning" : "info")];
}

function otherPort(gateway: Gateway, upstream: Upstream, { port }: Check): readonly Finding[] {
  if (port === undefined) return [];
  const ports = new Set(
    upstream.endpoints.flatMap(({ target }) => (target.kind === "tcp" ? [target.port] : [])),
  );
  if (ports.size === 0 || ports.has(port.value)) return [];
  const claim = configClaim(gateway, {
    cause: "health-check-wrong-port",
    subject: { gateway: gateway.id, upstream: upstream.id },
    value: port.location,
    places: [upstream.location],
    evidence: [`${upstream.name} takes traffic on ${[...ports].join(", ")} and is checked on ${port.value}`],
    args: { upstream: upstream.name, port: port.value, ports: [...ports].join(", ") },
  });
  return [latent(claim, "info")];
}
