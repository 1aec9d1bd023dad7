import { HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-reload-refused",
  headline: "a change has no effect, and a restart would end everything",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081 ${OFTEN} sny str(api.internal)`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { refused: /unknown keyword .sny.; did you mean .sni. maybe/ },
  expect: { firstCause: "config-syntax-error", verdict: "down", alsoVerdict: "degraded" },
});
