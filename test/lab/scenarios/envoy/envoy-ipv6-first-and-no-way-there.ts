import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-ipv6-first-and-no-way-there",
  headline: "503, connection failure",
  config: () => envoyConf({ clusters: [cluster("api", ["app.internal:8081"], { type: "STRICT_DNS" })] }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  hosts: "fd78::2 app.internal\n10.77.0.2 app.internal",
  proof: {
    ask: [
      { to: "10.77.0.2:8081", status: 200 },
      { to: "[fd78::2]:8081", status: -1 },
    ],
  },
  expect: {
    firstCause: "ipv6-path-broken",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "app.internal:8081" }],
  },
});
