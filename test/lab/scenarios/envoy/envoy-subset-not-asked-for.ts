import { cluster, ENVOY, endpoint, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-subset-not-asked-for",
  headline: "503, no healthy upstream",
  config: () =>
    envoyConf({
      clusters: [
        cluster(
          "api",
          [endpoint("10.77.0.2:8081", { metadata: { filter_metadata: { "envoy.lb": { version: "v1" } } } })],
          { lb_subset_config: { subset_selectors: [{ keys: ["version"] }] } },
        ),
      ],
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: "subset-no-match", verdict: "down", subjects: [{ upstream: "api" }] },
});
