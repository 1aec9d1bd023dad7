import { cluster, ENVOY, endpoint, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-subset-asked-for-by-a-header",
  headline: "nothing is wrong",
  config: () =>
    envoyConf({
      clusters: [
        cluster(
          "api",
          [endpoint("10.77.0.2:8081", { metadata: { filter_metadata: { "envoy.lb": { version: "v1" } } } })],
          { lb_subset_config: { subset_selectors: [{ keys: ["version"] }] } },
        ),
      ],
      // the route asks for nothing: the filter does, by what the client sends
      filters: [
        {
          name: "envoy.filters.http.header_to_metadata",
          typed_config: {
            "@type": "type.googleapis.com/envoy.extensions.filters.http.header_to_metadata.v3.Config",
            request_rules: [
              {
                header: "x-version",
                on_header_present: { metadata_namespace: "envoy.lb", key: "version" },
                on_header_missing: { metadata_namespace: "envoy.lb", key: "version", value: "v1" },
              },
            ],
          },
        },
      ],
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
