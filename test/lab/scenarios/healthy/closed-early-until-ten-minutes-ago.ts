import { refusedLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "closed-early-until-ten-minutes-ago",
  headline: "all is well again",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  files: () => ({
    "error.log": refusedLines(600_000, 20).replaceAll(
      "connect() failed (111: Connection refused) while connecting to upstream",
      "upstream prematurely closed connection while reading response header from upstream",
    ),
  }),
  proof: { ask: [{ status: 200 }], log: [/prematurely closed/] },
  expect: { firstCause: null, verdict: "healthy" },
});
