import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "post-alone",
  headline: "all is healthy, POST alone is answered",
  config: (place) =>
    httpConf(
      place,
      `log_format up '$remote_addr [$time_local] "$request" $status $upstream_addr $upstream_status'; access_log ${place.dir}/up.log up; server { listen 8080; location / { proxy_pass http://10.77.0.2:8081; } }`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        { when: { method: "POST" }, body: "{}" },
        { when: { path: "/rpc" }, body: "{}" },
        { status: 501, body: "POST only" },
      ],
    },
  ],
  proof: {
    ask: [
      { path: "/rpc", status: 200, times: 20 },
      { method: "POST", status: 200, times: 5 },
    ],
    log: [],
  },
  expect: { firstCause: null, verdict: "healthy" },
});
