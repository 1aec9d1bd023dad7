import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-proxy-header-expected",
  headline: "503, connection termination",
  config: () => envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"])] }),
  services: () => [
    {
      kind: "haproxy",
      at: "10.77.0.2:8081",
      config:
        "frontend app\n  bind 10.77.0.2:8081 accept-proxy\n  http-request return status 200 content-type text/plain string ok",
    },
  ],
  proof: { ask: [{ to: "10.77.0.2:8081", status: [-2, -1, 0] }] },
  expect: {
    firstCause: "proxy-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
