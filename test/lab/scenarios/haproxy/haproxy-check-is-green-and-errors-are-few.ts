import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-is-green-and-errors-are-few",
  headline: "nothing is wrong but an odd 500",
  config: (place) => haproxyConf(place, `option httpchk GET /ping\nserver one 10.77.0.2:8081 ${OFTEN}`),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/odd" }, status: 500 }, {}] },
  ],
  uhcArgs: (place) => ["--log", `${place.dir}/error.log`],
  proof: {
    ask: [
      { pauseMs: AFTER_CHECKS_MS, path: "/odd", status: 500, times: 2 },
      { status: 200, times: 40 },
    ],
  },
  expect: { firstCause: null, verdict: "healthy" },
});
