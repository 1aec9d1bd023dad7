import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-host-away",
  headline: "503, connection failure",
  config: () => envoyConf({ clusters: [cluster("api", ["10.77.0.66:8081"])] }),
  services: () => [],
  timing: true,
  proof: { ask: [{ to: "10.77.0.66:8081", status: -1 }] },
  expect: {
    firstCause: "host-unreachable",
    alsoAcceptable: ["connect-timeout"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.66:8081" }],
  },
});
