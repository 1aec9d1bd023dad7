import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "reused-after-idle-posts-fail",
  headline: "502 on a few POSTs, after a pause",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; keepalive 4; }
${site('proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass http://app;')}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", keepAliveMs: 1000 }],
  // The service's idle close never arrives: a middle hop drops it.
  serviceFirewall: `table inet lab {
  chain output {
    type filter hook output priority 0;
    tcp sport 8081 tcp flags & fin == fin drop
  }
}`,
  proof: {
    ask: [
      { status: 200 },
      { method: "POST", headers: "Content-Length: 0\r\n", status: 502, pauseMs: 2500 },
      { status: 200 },
      { method: "POST", headers: "Content-Length: 0\r\n", status: 502, pauseMs: 2500 },
    ],
    log: [/104: Connection reset by peer.*while reading response header/],
  },
  timing: true,
  expect: {
    firstCause: "keepalive-race",
    verdict: "degraded",
    alsoVerdict: "down",
    subjects: [{ upstream: "app", endpoint: "10.77.0.2:8081" }],
  },
});
