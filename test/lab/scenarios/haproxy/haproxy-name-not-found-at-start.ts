import { HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-name-not-found-at-start",
  headline: "it does not start",
  config: (place) => haproxyConf(place, `server one app.internal:8081 ${OFTEN}`),
  resolvConf: "nameserver 10.77.0.2",
  proof: { refused: /could not resolve address .app.internal./ },
  expect: {
    firstCause: "dns-name-not-found",
    alsoAcceptable: ["dns-resolver-unreachable"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "app.internal:8081" }],
  },
});
