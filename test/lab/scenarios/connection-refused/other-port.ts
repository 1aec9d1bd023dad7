import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "other-port",
  headline: "502, connection refused",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  services: () => [{ kind: "http", at: "127.0.0.1:8082", onGateway: true }],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["service-on-other-port"],
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:8081", endpoint: "127.0.0.1:8081" }],
  },
});
