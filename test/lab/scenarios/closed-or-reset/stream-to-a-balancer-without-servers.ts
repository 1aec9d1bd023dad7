import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stream-to-a-balancer-without-servers",
  headline: "connections end without a word",
  config: (place) => streamConf(place, "server { listen 8080; proxy_pass 10.77.0.2:8443; }"),
  services: () => [
    {
      kind: "haproxy",
      at: "10.77.0.2:8443",
      config: `listen tls
  mode tcp
  bind 10.77.0.2:8443
  server a 10.77.0.3:9000 check inter 300`,
    },
  ],
  proof: { ask: [{ status: -2, pauseMs: 1_500 }] },
  expect: { firstCause: "connection-reset", alsoAcceptable: ["connection-closed-early"], verdict: "down" },
});
