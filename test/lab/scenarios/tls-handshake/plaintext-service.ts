import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "plaintext-service",
  headline: "502, wrong version number",
  config: (place) => httpConf(place, site("proxy_pass https://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 502 }], log: [/wrong version number/] },
  expect: {
    firstCause: "tls-to-plaintext-port",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
