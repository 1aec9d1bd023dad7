import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "proxy-header-expected",
  headline: "502, closed before an answer",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "nginx", http: "server { listen 10.77.0.2:8081 proxy_protocol; location / { return 200 ok; } }" },
  ],
  proof: { ask: [{ status: 502 }], log: [/prematurely closed connection|104: Connection reset/] },
  expect: {
    firstCause: "proxy-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
