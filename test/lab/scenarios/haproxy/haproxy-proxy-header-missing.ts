import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-proxy-header-missing",
  headline: "502",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081`),
  services: () => [
    {
      kind: "nginx",
      http: "server { listen 10.77.0.2:8081 proxy_protocol; return 200 ok; }",
    },
  ],
  // clients name the host, the config does not
  uhcArgs: () => ["--host", "gateway.test"],
  proof: {
    ask: [{ status: [502, 400] }],
  },
  expect: {
    firstCause: "proxy-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
