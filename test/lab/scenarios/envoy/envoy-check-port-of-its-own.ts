import { cluster, ENVOY, endpoint, envoyConf, httpCheck } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-check-port-of-its-own",
  headline: "nothing is wrong",
  config: () =>
    envoyConf({
      clusters: [
        cluster(
          "api",
          [endpoint("10.77.0.2:8081", { endpoint: { health_check_config: { port_value: 9000 } } })],
          httpCheck({ path: "/healthz" }),
        ),
      ],
    }),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "10.77.0.2:9000" },
  ],
  proof: {
    ask: [
      { to: "10.77.0.2:8081", status: 200 },
      { to: "10.77.0.2:9000", path: "/healthz", status: 200 },
    ],
  },
  expect: { firstCause: null, verdict: "healthy" },
});
