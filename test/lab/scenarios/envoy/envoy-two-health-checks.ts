import { cluster, ENVOY, envoyConf, httpCheck } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

const check = (path: string) => httpCheck({ path }).health_checks as readonly object[];

/** Envoy takes one check for each cluster, and refuses the config for a second. */
export default scenario({
  ...ENVOY,
  id: "envoy-two-health-checks",
  headline: "envoy does not start",
  config: () =>
    envoyConf({
      clusters: [
        cluster("api", ["10.77.0.2:8081"], { health_checks: [...check("/healthz"), ...check("/ready")] }),
      ],
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: "config-syntax-error", verdict: "down" },
});
