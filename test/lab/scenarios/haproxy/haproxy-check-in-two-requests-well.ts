import { AFTER_CHECKS_MS, HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-in-two-requests-well",
  headline: "all is well",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk
http-check connect
http-check send meth GET uri /live ver HTTP/1.1 hdr Host api
http-check expect status 200
http-check connect
http-check send meth GET uri /gone ver HTTP/1.1 hdr Host api
http-check expect status 410
server one 10.77.0.2:8081 check inter 1s fastinter 1s`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/gone" }, status: 410 }, {}],
    },
  ],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
