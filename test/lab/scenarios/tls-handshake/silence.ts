import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "silence",
  headline: "504 while handshaking",
  config: (place) => httpConf(place, site("proxy_connect_timeout 1s; proxy_pass https://10.77.0.2:8443;")),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8443" }],
  proof: { ask: [{ status: 504 }], log: [/upstream timed out.*while SSL handshaking to upstream/] },
  expect: {
    firstCause: "tls-handshake-timeout",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
