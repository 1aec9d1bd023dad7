import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "wrong-name-unverified",
  headline: "all is healthy, nobody looks at the name in the certificate",
  config: (place) => httpConf(place, site(`proxy_pass https://10.77.0.2:8443;`)),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "other" } }],
  proof: { ask: [{ status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
