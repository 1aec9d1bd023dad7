import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "hosts-file-overrides",
  headline: "502, connection refused",
  config: (place) => httpConf(place, site("proxy_pass http://api.internal:8081;")),
  resolvConf: "nameserver 10.77.0.2",
  hosts: "10.77.0.3 api.internal",
  services: () => [
    { kind: "dnsmasq", at: "10.77.0.2", options: ["host-record=api.internal,10.77.0.2"] },
    { kind: "http", at: "10.77.0.2:8081" },
  ],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused.*10\.77\.0\.3:8081/] },
  expect: {
    firstCause: "dns-hosts-override",
    verdict: "down",
    subjects: [{ upstream: "api.internal:8081", endpoint: "api.internal:8081" }],
  },
});
