import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-ipv4-alone-is-asked-for",
  headline: "nothing is wrong",
  config: () =>
    envoyConf({
      clusters: [cluster("api", ["app.internal:8081"], { type: "STRICT_DNS", dns_lookup_family: "V4_ONLY" })],
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  hosts: "fd78::2 app.internal\n10.77.0.2 app.internal",
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
