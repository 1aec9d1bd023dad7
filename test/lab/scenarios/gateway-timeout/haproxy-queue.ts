import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "haproxy-queue",
  headline: "504 on every page",
  config: (place) => httpConf(place, site("proxy_read_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "tcp", at: "10.77.0.3:8082", onData: "silence" },
    {
      kind: "haproxy",
      at: "10.77.0.2:8081",
      config: "listen app\n  bind 10.77.0.2:8081\n  server one 10.77.0.3:8082 maxconn 1",
    },
  ],
  proof: { ask: [{ status: 504 }], log: [/upstream timed out.*while reading response header/] },
  // HAProxy gives up after ten seconds, and says 504 by itself.
  expect: {
    firstCause: "service-hung",
    alsoAcceptable: ["timeout-too-short", "service-overloaded", "application-error"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
