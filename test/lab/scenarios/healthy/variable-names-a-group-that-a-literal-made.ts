import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "variable-names-a-group-that-a-literal-made",
  headline: "all is healthy, the resolver does not know the name",
  hosts: "10.77.0.2 app.internal",
  config: (place) =>
    httpConf(
      place,
      `resolver 10.77.0.5; server { listen 8080; location /old/ { proxy_pass http://app.internal:8081; } location / { set $b app.internal:8081; proxy_pass http://$b; } }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "dnsmasq", at: "10.77.0.5", options: ["no-resolv", "no-hosts", "local=/internal/"] },
  ],
  proof: { ask: [{ path: "/old/", status: 200 }, { status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
