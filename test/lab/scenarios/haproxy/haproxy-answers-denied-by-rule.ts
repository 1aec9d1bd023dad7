import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-answers-denied-by-rule",
  headline: "502 for some paths",
  // HAProxy refuses what leaks, as its rule says: the service is healthy, and so is the config
  config: (place) =>
    haproxyConf(
      place,
      `http-response deny if { res.hdr(X-Internal) -m found }
server one 10.77.0.2:8081 ${OFTEN}`,
    ),
  uhcArgs: (place) => ["--log", `${place.dir}/error.log`],
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/internal" }, headers: { "X-Internal": "1" } }, {}],
    },
  ],
  proof: {
    ask: [
      { pauseMs: AFTER_CHECKS_MS, path: "/internal", status: 502 },
      { path: "/", status: 200 },
    ],
    log: [/ PH--? /],
  },
  expect: { firstCause: null, verdict: "healthy" },
});
