import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Upstream } from "../../src/model/config.ts";
import { duration } from "../../src/model/evidence.ts";
import { routesByUpstream } from "../../src/model/routes.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "ejection-spares-someone",
  layer: "config",
  since: "0.1.0",
  title: "No single failure takes out the only endpoint that serves",
  about: [
    "Simulates passive checks. nginx never takes out the only server of a group; with a second line in the group, even one",
    "that is `down`, that exemption is lost, and so many failures as `max_fails` says (one by default) leave no endpoint for",
    "`fail_timeout`: `no live upstreams`. Fires where exactly one endpoint serves and it can be taken out. A name that may",
    "have several addresses, and groups with a backup or a second server that serves, are left alone.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  // The cause is owned by the check that sees it happen.
  causes: {},
  judge({ gateway }) {
    const routes = routesByUpstream(gateway);
    const used = gateway.upstreams.filter(({ id, form }) => form === "group" && routes.has(id));
    return conclude(
      used.flatMap((upstream) => [...emptied(gateway, upstream), ...allAtOnce(gateway, upstream)]),
      "no upstream in use is emptied by the failures of one endpoint",
    );
  },
});

/** Passive checks may take out every endpoint, and nothing makes the gateway ask them all the same. */
function allAtOnce(gateway: Gateway, upstream: Upstream): readonly Finding[] {
  const { ejectsAtMost, panic, endpoints } = upstream;
  const [first] = endpoints;
  if (ejectsAtMost === undefined || ejectsAtMost.value < 100 || panic?.belowPercent.value !== 0) return [];
  if (first?.ejection === undefined) return [];
  const { penaltyMs } = first.ejection;
  const claim = configClaim(gateway, {
    cause: "ejected-by-passive-checks",
    subject: { gateway: gateway.id, upstream: upstream.id },
    value: ejectsAtMost.location,
    places: [panic.belowPercent.location],
    evidence: [
      `${upstream.name} may lose ${ejectsAtMost.value} % of its endpoints to passive checks, and never ignores health`,
    ],
    args: {
      title: `Passive checks may leave ${upstream.name} without any endpoint for ${duration(penaltyMs.value)}`,
      fix: "Let some endpoints stay: a max_ejection_percent below 100, or a panic threshold above 0",
      penalty: duration(penaltyMs.value),
      see: "uhc inspect",
    },
  });
  return [latent(claim)];
}

function emptied(gateway: Gateway, upstream: Upstream): readonly Finding[] {
  const serving = upstream.endpoints.filter(({ intent }) => intent.value === "active");
  const [only, other] = serving;
  if (only?.ejection === undefined || other !== undefined || only.resolution.kind !== "none") return [];
  const { failures, windowMs, penaltyMs } = only.ejection;
  const off = upstream.endpoints.length - 1;
  if (off === 0) return [];
  const claim = configClaim(gateway, {
    cause: "ejected-by-passive-checks",
    subject: { gateway: gateway.id, upstream: upstream.id, endpoint: only.endpoint },
    value: only.location,
    evidence: [
      `only ${only.endpoint} of ${upstream.name} serves, and ${off} switched-off ${off === 1 ? "line ends" : "lines end"} the exemption of a lone server`,
    ],
    args: {
      title: `${failures.value === 1 ? "A single failure" : `${failures.value} failures`} ${windowMs === undefined ? "in a row" : `within ${duration(windowMs.value)}`} ${failures.value === 1 ? "leaves" : "leave"} ${upstream.name} without any endpoint for ${duration(penaltyMs.value)}`,
      fix: `Let ${only.endpoint} never be taken out: ${gateway.kind === "nginx" ? "max_fails=0 on its server line, or take the lines that are down out of the group" : "switch passive checks off for it"}`,
      penalty: duration(penaltyMs.value),
      see: "uhc inspect",
    },
  });
  return [latent(claim)];
}
