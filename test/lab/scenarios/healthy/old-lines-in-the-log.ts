import { refusedLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "old-lines-in-the-log",
  headline: "all is well since the day before yesterday",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  files: () => ({ "error.log": refusedLines(3 * 86_400_000, 40) }),
  proof: { ask: [{ status: 200 }], log: [/111: Connection refused/] },
  expect: { firstCause: null, verdict: "healthy" },
});
