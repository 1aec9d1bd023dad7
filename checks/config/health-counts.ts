import { defineCheck, type Policy, useful } from "../../src/model/check.ts";
import type { Endpoint } from "../../src/model/config.ts";
import { asker } from "../../src/model/evidence.ts";
import { groupedDigits } from "../../src/model/grouped-digits.ts";
import { liveness } from "../../src/model/liveness.ts";
import type { Observation, ObservationOf } from "../../src/model/observation.ts";
import { inPanic, type PriorityHealth } from "../../src/model/panic.ts";
import { adminCommand } from "../../src/testimony/admin-command.ts";
import { adminUpstream } from "../../src/testimony/admin-upstream.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { byPriority, toldHealth } from "../../src/testimony/priority-health.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude, contributing, latent, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "health-counts",
  layer: "config",
  since: "0.1.0",
  title: "Enough endpoints are healthy for the gateway to heed their health",
  about: [
    "Some gateways ignore health where too few endpoints are healthy: below Envoy's `healthy_panic_threshold` (50 percent by",
    "default) requests go to all of them, dead ones too. Compares the share of endpoints that pass, by the gateway's own word or",
    "by uhc's probes of a declared check, with that threshold: `panic-mode`. It only makes worse what the endpoints' own causes",
    "explain. Where some have failed and one more would reach it, that is only for information. With two endpoints and the",
    "default threshold a single failure does not reach it, with one it does.",
  ].join("\n"),
  for: "upstream",
  needs: { admin: useful("admin"), connects: useful("connect"), exchanges: useful("exchange") },
  causes: {
    "panic-mode": {
      title: ({ args }) =>
        args.title !== undefined
          ? String(args.title)
          : `${Number(args.healthy) === 0 ? "None" : `Only ${args.healthy}`} of ${args.all} endpoints of ${args.upstream} ${Number(args.healthy) === 1 ? "is" : "are"} healthy: ${args.asker} ignores health and asks all of them`,
      meaning:
        "When so few endpoints are healthy, the gateway sends requests to all of them, even those that it considers dead, rather " +
        "than all requests to the few that are left. So some requests fail that a healthy endpoint would have served.",
      fix: (of) =>
        fix("Bring the endpoints back; then decide whether health should always count", [
          configStep(
            of,
            {
              envoy:
                "common_lb_config: { healthy_panic_threshold: { value: 0 } } on the cluster never ignores health",
            },
            "Lower the threshold below which health is ignored.",
          ),
          "With the threshold at zero the last healthy endpoint gets all requests, and with none left they are refused at once.",
        ]),
      verify: ({ args }) => [String(args.see)],
      includes: [],
    },
  },
  judge({ gateway, about, seen, policy }) {
    const { upstream, routes, subject } = about;
    const { panic } = upstream;
    if (panic === undefined || routes.length === 0 || panic.belowPercent.value === 0)
      return skip("health is never ignored here");
    const live = adminUpstream(seen.admin, upstream.name);
    const probed = upstream.healthCheck === undefined ? [] : counted(upstream.endpoints, seen, policy);
    const priorities = toldHealth(upstream, seen.admin) ?? probed;
    const { healthy, all } = total(priorities);
    const reached = inPanic(priorities, panic);
    // where nobody is healthy, nobody is left whom health would spare
    const isPanic = reached.length > 0;
    const count = live?.told.inPanic ?? 0;
    const isNear =
      healthy > 0 && healthy < all && oneLess(priorities).some((one) => inPanic(one, panic).length > 0);
    if (!isPanic && count === 0 && !isNear) return conclude([], `${healthy} of ${all} endpoints are healthy`);
    const then = healthy === 1 ? "none is healthy" : `${asker(gateway)} ignores health`;
    const title = `One more failed endpoint of ${upstream.name}, and ${then}: ${healthy} of ${all} still ${healthy === 1 ? "is" : "are"}`;
    const claim = configClaim(gateway, {
      cause: "panic-mode",
      subject,
      value: panic.belowPercent.location,
      places: [upstream.location],
      strength: live === undefined ? 0.8 : 0.93,
      evidence: [
        `${shareTexts(priorities).join(", ")}, and below ${panic.belowPercent.value} % ${asker(gateway)} ignores health${panic.failsInstead ? " and asks none" : ""}`,
        ...(count > 0
          ? [`${asker(gateway)} has ignored health for ${groupedDigits(count)} requests since it started`]
          : []),
      ],
      args: {
        upstream: upstream.name,
        healthy,
        all,
        ...(!isPanic && count === 0 && { title }),
        see: live === undefined ? "uhc inspect" : askClusters(live.place),
      },
    });
    return conclude([isPanic ? contributing(claim) : latent(claim, "info")], "");
  },
});

/** What Envoy itself calls healthy. */
function askClusters(place: string): string {
  return `${adminCommand(place, "clusters")} | grep health_flags`;
}

interface Probes {
  readonly connects: readonly ObservationOf<"connect">[];
  readonly exchanges: readonly ObservationOf<"exchange">[];
}

function total(priorities: readonly PriorityHealth[]): PriorityHealth {
  return priorities.reduce((sum, one) => ({ healthy: sum.healthy + one.healthy, all: sum.all + one.all }), {
    healthy: 0,
    all: 0,
  });
}

/** What would be left if one more failed, for each priority that has one. */
function oneLess(priorities: readonly PriorityHealth[]): readonly (readonly PriorityHealth[])[] {
  return priorities.flatMap(({ healthy }, at) =>
    healthy === 0
      ? []
      : [priorities.map((one, other) => (other === at ? { ...one, healthy: healthy - 1 } : one))],
  );
}

function shareTexts(priorities: readonly PriorityHealth[]): readonly string[] {
  const [only, other] = priorities;
  if (only !== undefined && other === undefined)
    return [`${only.healthy} of ${only.all} endpoints are healthy`];
  return priorities.map(
    ({ healthy, all }, at) => `${healthy} of ${all} endpoints of priority ${at} are healthy`,
  );
}

/** Endpoints whose declared check was repeated, and those that passed it. */
function counted(endpoints: readonly Endpoint[], seen: Probes, policy: Policy): readonly PriorityHealth[] {
  const known = endpoints.flatMap(({ endpoint, priority }) => {
    const isOf = ({ subjects }: Pick<Observation, "subjects">): boolean =>
      subjects.some((subject) => subject.endpoint === endpoint);
    const connects = seen.connects.filter((one) => one.request.isCheck === true && isOf(one));
    const exchanges = seen.exchanges.filter((one) => one.request.isCheck === true && isOf(one));
    if (connects.length === 0) return [];
    const isHealthy =
      connects.every(({ outcome }) => outcome.kind === "answered") &&
      exchanges.every((one) => liveness(one, policy).alive === true);
    return [{ priority, isHealthy }];
  });
  return byPriority(known);
}
