import { cluster, ENVOY, envoyConf, HTTP2, httpCheck } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-check-in-http2",
  headline: "nothing is wrong",
  config: () =>
    envoyConf({
      clusters: [
        cluster("api", ["10.77.0.2:8081"], {
          ...HTTP2,
          ...httpCheck({ path: "/healthz", codec_client_type: "HTTP2" }),
        }),
      ],
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", http2: true }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: [-2, 0, 400, 403] }] },
  expect: { firstCause: null, verdict: "healthy" },
});
