import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-all-disabled",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(
      place,
      `server one 10.77.0.2:8081 disabled
server two 10.77.0.3:8081 disabled`,
    ),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.3:8081"] }],
  proof: {
    ask: [{ status: 503 }],
    log: [/SC--/],
  },
  expect: {
    firstCause: "upstream-all-down",
    verdict: "down",
    subjects: [
      { upstream: "api", endpoint: "10.77.0.2:8081" },
      { upstream: "api", endpoint: "10.77.0.3:8081" },
    ],
  },
});
