import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "backup-idle",
  headline: "all is healthy, the backup waits",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; server 10.77.0.3:8081 backup; }\n${site("proxy_pass http://app;")}`,
    ),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.3:8081"] }],
  proof: { ask: [{ status: 200, times: 2 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
