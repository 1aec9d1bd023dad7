import { TIMED, timedLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "clients-leave-after-thirty-seconds",
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
        ...(index % 5 === 0 ? { status: 499, seconds: 30.002, from: "-" } : { status: 200, seconds: 0.02 }),
      })),
    ),
  }),
  proof: { ask: [{ status: 200 }], log: [] },
  expect: {
    firstCause: "timeout-on-other-hop",
    verdict: "degraded",
  },
});
