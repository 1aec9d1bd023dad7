import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-taken-out-by-its-requests",
  headline: "503 for everybody after one bad page",
  config: (place) =>
    haproxyConf(
      place,
      `default-server check inter 60s observe layer7 error-limit 3 on-error mark-down
server one 10.77.0.2:8081
server two 10.77.0.3:8081`,
    ),
  services: () => [
    {
      kind: "http",
      at: ["10.77.0.2:8081", "10.77.0.3:8081"],
      answers: [{ when: { path: "/report" }, status: 500 }, {}],
    },
  ],
  proof: {
    ask: [{ path: "/report", status: [500, 503], times: 12 }, { status: 503 }],
    log: [/DOWN/],
  },
  expect: { firstCause: "ejected-by-passive-checks", alsoAcceptable: ["application-error"], verdict: "down" },
});
