import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

/** Nobody waits for the answers of copies: that nobody answers them harms no client. */
export default scenario({
  ...ENVOY,
  id: "envoy-all-well-with-mirrors",
  headline: "nothing is wrong",
  config: () =>
    envoyConf({
      clusters: [cluster("api", ["10.77.0.2:8081"]), cluster("copy", ["10.77.0.2:8089"])],
      routes: { "/": { cluster: "api", request_mirror_policies: [{ cluster: "copy" }] } },
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
