import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "http1-to-http2-only",
  headline: "502, or a page of garbage",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", http2: true }],
  proof: { ask: [{ status: [0, 502] }], log: [/no valid HTTP\/1\.0 header|prematurely closed/] },
  expect: {
    firstCause: "http-version-mismatch",
    alsoAcceptable: ["upstream-protocol-mismatch"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
