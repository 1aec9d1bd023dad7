import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-name-not-found",
  headline: "503, no healthy upstream",
  config: () => envoyConf({ clusters: [cluster("api", ["api-1.internal:8081"], { type: "STRICT_DNS" })] }),
  services: () => [{ kind: "dnsmasq", at: "10.77.0.2", options: ["local=/internal/"] }],
  resolvConf: "nameserver 10.77.0.2",
  proof: { ask: [{ to: "10.77.0.2:8081", status: -1 }] },
  expect: {
    firstCause: "dns-name-not-found",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "api-1.internal:8081" }],
  },
});
