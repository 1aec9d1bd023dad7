import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "fastcgi-to-http",
  headline: "502 on every PHP page",
  config: (place) => httpConf(place, site("fastcgi_pass 10.77.0.2:9000;")),
  services: () => [{ kind: "http", at: "10.77.0.2:9000" }],
  proof: { ask: [{ status: 502 }], log: [/unsupported FastCGI protocol version: 72/] },
  expect: {
    firstCause: "upstream-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:9000", endpoint: "10.77.0.2:9000" }],
  },
});
