import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-queue-full",
  headline: "503 after two seconds",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081 maxconn 1`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ delayMs: 3_000 }] }],
  timing: true,
  proof: {
    ask: [{ status: [200, 503], atOnce: 4 }],
    log: [/sQ--/],
  },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
