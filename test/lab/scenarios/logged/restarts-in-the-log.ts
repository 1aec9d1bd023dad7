import { refusedLines, TIMED, timedLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "restarts-in-the-log",
  headline: "some requests fail, and nobody sees why",
  config: (place) =>
    httpConf(
      place,
      `log_format timed '${TIMED}'; access_log ${place.dir}/timed.log timed;\n${site("proxy_pass http://10.77.0.2:8081;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  files: () => ({
    "error.log": [3_000_000, 2_100_000, 1_200_000].map((ago) => refusedLines(ago, 8)).join(""),
    "timed.log": timedLines(
      Array.from({ length: 100 }, (_, index) => ({
        agoMs: 3_300_000 - index * 30_000,
        status: 200,
        seconds: 0.01,
      })),
    ),
  }),
  proof: { ask: [{ status: 200 }], log: [/111: Connection refused/] },
  // It serves now, and has between: what bites at the next restart is a note.
  expect: { firstCause: null, verdict: "healthy" },
});
