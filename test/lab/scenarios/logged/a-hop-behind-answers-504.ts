import { TIMED, timedLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "a-hop-behind-answers-504",
  headline: "some requests fail, and nobody sees why",
  config: (place) =>
    httpConf(
      place,
      `log_format timed '${TIMED}'; access_log ${place.dir}/timed.log timed;\n${site("proxy_pass http://10.77.0.2:8081;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  files: () => ({
    "timed.log": timedLines(
      Array.from({ length: 60 }, (_, index) => ({
        agoMs: 1_800_000 - index * 20_000,
        ...(index % 4 === 0 ? { status: 504, seconds: 15.01 } : { status: 200, seconds: 0.02 }),
      })),
    ),
  }),
  proof: { ask: [{ status: 200 }], log: [] },
  // nginx waits for 60 s here: who gave up after 15 s stands behind it.
  expect: { firstCause: "timeout-on-other-hop", alsoAcceptable: ["application-error"], verdict: "degraded" },
});
