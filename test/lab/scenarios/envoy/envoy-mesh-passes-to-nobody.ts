import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-mesh-passes-to-nobody",
  headline: "503 UF from PassthroughCluster",
  config: (place) =>
    envoyConf({
      clusters: [
        cluster("outbound|80||api.default.svc.cluster.local", ["10.77.0.2:8081"]),
        {
          name: "PassthroughCluster",
          type: "ORIGINAL_DST",
          connect_timeout: "10s",
          lb_policy: "CLUSTER_PROVIDED",
        },
      ],
      accessLog: `${place.dir}/access.log`,
      routes: {
        "/ext/": { cluster: "PassthroughCluster" },
        "/": { cluster: "outbound|80||api.default.svc.cluster.local" },
      },
    }),
  files: () => ({
    "access.log":
      `[${new Date(Date.now() - 5_000).toISOString()}] "GET /ext/x HTTP/1.1" 503 UF,URX upstream_reset_before_response_started{connection_timeout} - "delayed_connect_error:_113" 0 145 10001 - "-" "curl/8" "6d1c" "legacy.corp:8080" "10.77.0.66:8080" PassthroughCluster - 10.77.0.66:8080 10.77.0.1:55554 - allow_any\n`.repeat(
        12,
      ),
  }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: "host-unreachable", alsoAcceptable: ["connect-timeout"], verdict: "degraded" },
});
