import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Endpoint, Gateway, Upstream } from "../../src/model/config.ts";
import type { Edit } from "../../src/model/edit.ts";
import { routesByUpstream } from "../../src/model/routes.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "endpoints-redundant",
  layer: "config",
  since: "0.1.0",
  title: "Every upstream in use has a second endpoint, and none twice",
  about: [
    "Counts the endpoints of upstreams that a route leads to. A single one is usual (a service on the same host, a load",
    "balancer behind), so it is only for information; a name may also stand for several addresses, and then nothing",
    "is said. The same endpoint twice in one group gets twice the traffic, is retried on itself, and is taken for a second",
    "one by the rule that spares a lone server. Groups that nobody uses are left alone.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "single-endpoint": {
      title: ({ subjects }) =>
        subjects.length === 1
          ? `One upstream has a single endpoint: ${subjects[0]?.endpoint ?? ""}`
          : `${subjects.length} upstreams have a single endpoint each`,
      meaning:
        "When the only endpoint fails or is redeployed, no other endpoint can take its requests, and no retry helps.",
      fix: (of) =>
        fix("Where it matters, run a second instance and name it too", [
          configStep(of, { nginx: "a second server HOST:PORT; in the upstream block" }, "Add an endpoint."),
        ]),
      verify: () => ["uhc inspect"],
      includes: [],
    },
    "duplicate-endpoint": {
      title: ({ args }) => `${args.endpoint} is listed twice in ${args.upstream}`,
      meaning:
        "The gateway treats the two lines as two endpoints: this one gets a double share, a retry may go to the very endpoint that " +
        "has just failed, and its failures are counted apart.",
      fix: (of) =>
        fix(`Take one of the lines away, or correct it if another endpoint was meant`, [
          configStep(
            of,
            { nginx: `weight=2 gives a double share to one server line` },
            "Use a weight for a double share.",
          ),
        ]),
      verify: ({ args }) => [String(args.test)],
      includes: [],
    },
  },
  judge({ gateway }) {
    const routes = routesByUpstream(gateway);
    const used = gateway.upstreams.filter(({ id }) => routes.has(id));
    return conclude(
      used.flatMap((upstream) => [...alone(gateway, upstream), ...twice(gateway, upstream)]),
      "every upstream in use has more than one endpoint, each once",
    );
  },
});

function alone(gateway: Gateway, upstream: Upstream): readonly Finding[] {
  const [only, other] = upstream.endpoints;
  if (only === undefined || other !== undefined || upstream.form !== "group") return [];
  if (only.resolution.kind !== "none" || only.target.kind === "unix") return [];
  const claim = configClaim(gateway, {
    cause: "single-endpoint",
    subject: { gateway: gateway.id, upstream: upstream.id, endpoint: only.endpoint },
    value: only.location,
    ground: "single-endpoint",
    evidence: [`${upstream.name} has ${only.endpoint} alone`],
  });
  return [latent(claim, "info")];
}

function twice(gateway: Gateway, upstream: Upstream): readonly Finding[] {
  const seen = new Set<string>();
  const edit = gateway.kind === "nginx" && isRepeatedAsAWhole(upstream) ? withEachOnce(upstream) : undefined;
  return upstream.endpoints.flatMap((endpoint) => {
    if (!seen.has(endpoint.endpoint)) {
      seen.add(endpoint.endpoint);
      return [];
    }
    const claim = configClaim(gateway, {
      cause: "duplicate-endpoint",
      subject: { gateway: gateway.id, upstream: upstream.id, endpoint: endpoint.endpoint },
      value: endpoint.location,
      evidence: [`${endpoint.endpoint} is named a second time in ${upstream.name}`],
      args: { endpoint: endpoint.endpoint, upstream: upstream.name },
      edit,
    });
    return [latent(claim)];
  });
}

/**
 * Certain where every endpoint stands there equally often, with the same settings: no share of the traffic changes when
 * the repetitions go. An endpoint that stands there more often than another may have been given a double share on
 * purpose, and a hash or a random choice falls otherwise over another number of lines.
 */
function isRepeatedAsAWhole({ endpoints, balance }: Upstream): boolean {
  if (!/^(?:round-robin|least_conn)$/.test(balance.value)) return false;
  const counts = new Map<string, number>();
  for (const endpoint of endpoints) {
    const key = settingsOf(endpoint);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const names = new Set(endpoints.map(({ endpoint }) => endpoint));
  return names.size === counts.size && new Set(counts.values()).size === 1;
}

function settingsOf({ endpoint, role, intent, weight, maxConnections, ejection }: Endpoint): string {
  const limits = [ejection?.failures, ejection?.windowMs, ejection?.penaltyMs, maxConnections];
  return JSON.stringify([endpoint, role, intent.value, weight.value, limits.map((limit) => limit?.value)]);
}

/** All of the repetitions or none: with only some gone, the shares would change. */
function withEachOnce({ endpoints }: Upstream): Edit {
  const first = new Map(endpoints.toReversed().map((endpoint) => [endpoint.endpoint, endpoint]));
  const repeated = endpoints.filter((endpoint) => first.get(endpoint.endpoint) !== endpoint);
  return { steps: repeated.map(({ location }) => ({ kind: "remove-line", at: location })) };
}
