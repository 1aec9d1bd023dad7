import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "postgres-behind-https",
  headline: "502, handshake failed",
  config: (place) => httpConf(place, site("proxy_pass https://10.77.0.2:5432;")),
  services: () => [{ kind: "postgres", at: "10.77.0.2:5432" }],
  proof: { ask: [{ status: 502 }], log: [/while SSL handshaking/] },
  expect: {
    firstCause: "wrong-service",
    alsoAcceptable: ["tls-to-plaintext-port"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:5432", endpoint: "10.77.0.2:5432" }],
  },
});
