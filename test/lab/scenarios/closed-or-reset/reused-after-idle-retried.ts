import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "reused-after-idle-retried",
  headline: "errors in the log after each pause, and users see nothing",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; keepalive 4; }
${site('proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass http://app;')}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", keepAliveMs: 1000 }],
  serviceFirewall: `table inet lab {
  chain output {
    type filter hook output priority 0;
    tcp sport 8081 tcp flags & fin == fin drop
  }
}`,
  proof: {
    ask: [{ status: 200 }, { status: 200, pauseMs: 2500, times: 2 }],
    log: [/104: Connection reset by peer.*while reading response header/],
  },
  timing: true,
  expect: {
    firstCause: "keepalive-race",
    verdict: "degraded",
    subjects: [{ upstream: "app", endpoint: "10.77.0.2:8081" }],
  },
});
