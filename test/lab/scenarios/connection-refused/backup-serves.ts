import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "backup-serves",
  headline: "all answers come from the backup",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; server 10.77.0.3:8081 backup; }\n${site("proxy_pass http://app;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.3:8081" }],
  proof: { ask: [{ status: 200, times: 2 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "port-refused",
    verdict: "degraded",
    subjects: [{ upstream: "app", endpoint: "10.77.0.2:8081" }],
  },
});
