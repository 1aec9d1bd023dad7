import { choosyServer, httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "sni-required",
  headline: "502, handshake failed",
  config: (place) => httpConf(place, site("proxy_pass https://api.internal:8443;")),
  hosts: "10.77.0.2 api.internal",
  services: (place) => [{ kind: "nginx", http: choosyServer(place) }],
  proof: { ask: [{ status: 502 }], log: [/SSL alert number 112/] },
  expect: {
    firstCause: "tls-sni-required",
    verdict: "down",
    subjects: [{ upstream: "api.internal:8443", endpoint: "api.internal:8443" }],
  },
});
