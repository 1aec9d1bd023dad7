import { AFTER_CHECKS_MS, HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-socket-well",
  headline: "all is well",
  config: (place) => haproxyConf(place, `server one ${place.dir}/app.sock check inter 200`),
  services: (place) => [{ kind: "http", onGateway: true, at: `unix:${place.dir}/app.sock` }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }],
  },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
