import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Upstream } from "../../src/model/config.ts";
import { asker } from "../../src/model/evidence.ts";
import { inPanic } from "../../src/model/panic.ts";
import { routesByUpstream } from "../../src/model/routes.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "panic-threshold-fits",
  layer: "config",
  since: "0.1.0",
  title: "One failed endpoint does not make the gateway ignore the health of all",
  about: [
    "Simulates the failure of one endpoint after the other where health decides (an active check, or passive ones), and holds what",
    "is left against Envoy's `healthy_panic_threshold`. Fires where the first failure already falls below a threshold that somebody",
    "wrote, so health never spares a request its dead endpoint. The default of 50 percent stands that of one of two, and with",
    "the overprovisioning factor of 1.4 the loss of one of four is borne whatever the threshold. A single endpoint has nobody to",
    "be spared for, and backups of another priority are left alone: health is counted for each by itself.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  // The cause is owned by the check that sees it happen.
  causes: {},
  judge({ gateway }) {
    const routes = routesByUpstream(gateway);
    const used = gateway.upstreams.filter(({ id, form }) => form === "group" && routes.has(id));
    return conclude(
      used.flatMap((upstream) => tooHigh(gateway, upstream)),
      "a single failed endpoint does not make health be ignored",
    );
  },
});

function tooHigh(gateway: Gateway, upstream: Upstream): readonly Finding[] {
  const { panic, endpoints, healthCheck, name } = upstream;
  if (panic === undefined || panic.belowPercent.isDefault || panic.failsInstead) return [];
  const serving = endpoints.filter(({ intent }) => intent.value === "active");
  const isOneRow = serving.every(({ role, priority }) => role === "primary" && (priority ?? 0) === 0);
  const decides = healthCheck !== undefined || serving.some(({ ejection }) => ejection !== undefined);
  // one name may have many addresses
  const isCounted = serving.every(({ resolution }) => resolution.kind === "none");
  const all = serving.length;
  const left = all - 1;
  if (!isOneRow || !decides || !isCounted || left < 1) return [];
  const percent = panic.belowPercent.value;
  if (inPanic([{ healthy: left, all }], panic).length === 0) return [];
  const claim = configClaim(gateway, {
    cause: "panic-mode",
    subject: { gateway: gateway.id, upstream: upstream.id },
    value: panic.belowPercent.location,
    places: [upstream.location],
    evidence: [
      `with one of ${all} endpoints of ${name} failed ${Math.floor((100 * left) / all)} % are healthy, and below ${percent} % ${asker(gateway)} asks all of them`,
    ],
    args: {
      title: `One failed endpoint of ${name} is enough for ${asker(gateway)} to ignore health: ${left} of ${all} is below ${percent} %`,
      upstream: name,
      healthy: left,
      all,
      see: "uhc inspect",
    },
  });
  return [latent(claim)];
}
