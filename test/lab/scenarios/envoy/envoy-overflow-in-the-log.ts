import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-overflow-in-the-log",
  headline: "503, overflow",
  config: (place) =>
    envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"])], accessLog: `${place.dir}/access.log` }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  files: () => ({
    "access.log":
      `[${new Date(Date.now() - 60_000).toISOString()}] "GET / HTTP/1.1" 503 UO 0 91 3 - "-" "curl/8" "6d1c" "api.internal" "10.77.0.2:8081"\n`.repeat(
        12,
      ),
  }),
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: {
    firstCause: "circuit-breaker-open",
    verdict: "degraded",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
