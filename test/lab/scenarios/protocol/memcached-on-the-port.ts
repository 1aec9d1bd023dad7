import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "memcached-on-the-port",
  headline: "502, or garbage",
  config: (place) => httpConf(place, site(`proxy_pass http://10.77.0.2:11211;`)),
  services: () => [{ kind: "tcp", at: "10.77.0.2:11211", onData: { reply: "ERROR\r\nERROR\r\nERROR\r\n" } }],
  proof: { ask: [{ status: [0, 502] }], log: [/no valid HTTP/] },
  expect: {
    firstCause: "wrong-service",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:11211", endpoint: "10.77.0.2:11211" }],
    alsoAcceptable: ["response-malformed"],
  },
});
