import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-backup-serves",
  headline: "all is healthy, on the backup",
  config: (place) =>
    haproxyConf(
      place,
      `server one 10.77.0.2:8081 ${OFTEN}
server two 10.77.0.3:8081 ${OFTEN} backup`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.3:8081" }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }],
    log: [/Running on backup/],
  },
  expect: {
    firstCause: "port-refused",
    verdict: "degraded",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
