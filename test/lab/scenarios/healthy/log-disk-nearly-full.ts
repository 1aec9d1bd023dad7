import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "log-disk-nearly-full",
  headline: "nothing, all is well",
  config: (place) =>
    httpConf(place, `access_log ${place.dir}/logs/access.log;\n${site("proxy_pass http://10.77.0.2:8081;")}`),
  disks: { logs: 4096 },
  files: () => ({ "logs/access.log.1": "x".repeat(3_900 * 1024) }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
