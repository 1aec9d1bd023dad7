import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-keyword-misspelled",
  headline: "a reload is refused",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081 chekc`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { refused: /unknown keyword .chekc./ },
  expect: {
    firstCause: "config-syntax-error",
    verdict: "down",
    alsoVerdict: "degraded",
  },
});
