import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-http-to-tcp-backend",
  headline: "HAProxy does not start",
  config: (place) =>
    haproxyConf(
      place,
      `mode tcp
server one 10.77.0.2:8081`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { refused: /tries to use incompatible tcp backend/ },
  expect: {
    firstCause: "config-syntax-error",
    verdict: "down",
  },
});
