import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "expired-unverified",
  headline: "all is healthy, with a certificate that nobody looks at",
  config: (place) => httpConf(place, site("proxy_pass https://10.77.0.2:8443;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "expired" } }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
