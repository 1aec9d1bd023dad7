import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "bound-to-ipv6-here",
  headline: "502, connection refused, and the service runs",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  services: () => [{ kind: "http", at: "[::1]:8081", onGateway: true }],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-bound-to-other-family",
    alsoAcceptable: ["service-bound-to-loopback"],
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
