import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-tcp-mode-refused",
  headline: "the connection is closed",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081`, ``, "tcp"),
  proof: {
    ask: [{ status: -2 }],
    log: [/SC/],
  },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
