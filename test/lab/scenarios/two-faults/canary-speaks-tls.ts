import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "canary-speaks-tls",
  headline: "400 or 502 now and then",
  config: (place) =>
    httpConf(
      place,
      `split_clients "$request_id" $pool { 30% canary; * stable; }
upstream stable { server 10.77.0.2:8081; } upstream canary { server 10.77.0.3:8443; }
server { listen 8080; location / { proxy_pass http://$pool; } }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "10.77.0.3:8443", tls: { cert: "api" } },
  ],
  proof: { ask: [{ status: [200, 502, 400], times: 20 }], log: [/prematurely|reset/] },
  expect: { firstCause: "plaintext-to-tls-port", verdict: "down" },
});
