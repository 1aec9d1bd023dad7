import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "localhost-one-family",
  headline: "some requests refused, the others fine",
  config: (place) => httpConf(place, site("proxy_pass http://localhost:8081;")),
  services: () => [{ kind: "http", at: "127.0.0.1:8081", onGateway: true }],
  proof: {
    ask: [{ status: 200, times: 2 }],
    log: [/111: Connection refused.*upstream: "http:\/\/\[::1\]:8081/],
  },
  expect: {
    firstCause: "service-bound-to-other-family",
    alsoAcceptable: ["port-refused", "ipv6-path-broken"],
    verdict: "degraded",
    subjects: [{ upstream: "localhost:8081", endpoint: "localhost:8081" }],
  },
});
