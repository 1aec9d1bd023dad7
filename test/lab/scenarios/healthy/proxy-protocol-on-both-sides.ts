import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "proxy-protocol-on-both-sides",
  headline: "all is well",
  config: (place) =>
    streamConf(place, "server { listen 7000; proxy_protocol on; proxy_pass 10.77.0.2:8081; }"),
  services: () => [
    { kind: "nginx", http: "server { listen 10.77.0.2:8081 proxy_protocol; location / { return 200 ok; } }" },
  ],
  proof: { ask: [{ to: "127.0.0.1:7000", path: "/", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
