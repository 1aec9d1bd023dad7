import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "memcached-to-redis",
  headline: "502 on every page since the cache moved",
  config: (place) => httpConf(place, site("set $memcached_key $uri; memcached_pass 10.77.0.2:11211;")),
  services: () => [{ kind: "redis", at: "10.77.0.2:11211" }],
  proof: { ask: [{ status: 502 }], log: [/memcached sent invalid response/] },
  expect: {
    firstCause: "upstream-protocol-mismatch",
    alsoAcceptable: ["wrong-service"],
    verdict: "down",
    alsoVerdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:11211", endpoint: "10.77.0.2:11211" }],
  },
});
