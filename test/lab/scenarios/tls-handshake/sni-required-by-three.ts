import { choosyServer, httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "sni-required-by-three",
  headline: "502, handshake failed",
  config: (place) =>
    httpConf(
      place,
      `upstream api.internal { server 10.77.0.2:8443; server 10.77.0.3:8443; server 10.77.0.4:8443; }\n${site("proxy_pass https://api.internal;")}`,
    ),
  services: (place) => [{ kind: "nginx", http: choosyServer(place) }],
  proof: { ask: [{ status: 502 }], log: [/SSL alert number 112/] },
  expect: {
    firstCause: "tls-sni-required",
    verdict: "down",
    subjects: [2, 3, 4].map((n) => ({ upstream: "api.internal", endpoint: `10.77.0.${n}:8443` })),
  },
});
