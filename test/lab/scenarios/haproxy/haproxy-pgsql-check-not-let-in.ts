import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-pgsql-check-not-let-in",
  headline: "connections are closed at once",
  // a new cluster lets nobody in but from its own host
  config: (place) =>
    haproxyConf(place, `option pgsql-check user checker\nserver one 10.77.0.2:5432 ${OFTEN}`, "", "tcp"),
  services: () => [{ kind: "postgres", at: "10.77.0.2:5432" }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, as: "raw", send: "\0\0\0\x08", status: -2 }],
    log: [/Server api\/one is DOWN/],
  },
  expect: {
    firstCause: "health-body-mismatch",
    alsoAcceptable: ["health-auth-required"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:5432" }],
  },
});
