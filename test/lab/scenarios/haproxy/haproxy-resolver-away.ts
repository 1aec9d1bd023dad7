import { HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-resolver-away",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(
      place,
      `server one app.internal:8081 ${OFTEN} resolvers dns init-addr none resolve-prefer ipv4`,
      `
resolvers dns
    nameserver one 10.77.0.2:53
`,
    ),
  proof: {
    ask: [{ pauseMs: 3_000, status: 503 }],
  },
  expect: {
    firstCause: "dns-resolver-unreachable",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "app.internal:8081" }],
  },
});
