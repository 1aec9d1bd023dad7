import { refusedLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "over-since-ten-minutes",
  headline: "all is well again",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  files: () => ({ "error.log": refusedLines(600_000, 40) }),
  proof: { ask: [{ status: 200 }], log: [/111: Connection refused/] },
  // The probe repeats the gateway's own step and passes: over, so latent at most.
  expect: { firstCause: null, verdict: "healthy" },
});
