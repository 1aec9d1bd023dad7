import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-name-never-looked-up",
  headline: "503, no server is available",
  // it starts without the name, and nobody looks it up later
  config: (place) => haproxyConf(place, `server one app.internal:8081 ${OFTEN} init-addr none`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }] },
  expect: {
    firstCause: "resolver-missing",
    verdict: "down",
  },
});
