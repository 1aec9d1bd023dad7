import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "haproxy-proxy-protocol",
  headline: "all is healthy, HAProxy expects the PROXY header and gets it",
  config: (place) =>
    streamConf(place, "server { listen 8080; proxy_protocol on; proxy_pass 10.77.0.2:8081; }"),
  services: () => [
    {
      kind: "haproxy",
      at: "10.77.0.2:8081",
      config:
        "frontend app\n  bind 10.77.0.2:8081 accept-proxy\n  http-request return status 200 content-type text/plain string ok",
    },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
