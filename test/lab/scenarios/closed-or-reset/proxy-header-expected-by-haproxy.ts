import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "proxy-header-expected-by-haproxy",
  headline: "502, closed or reset at once",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "haproxy",
      at: "10.77.0.2:8081",
      config:
        "frontend app\n  bind 10.77.0.2:8081 accept-proxy\n  http-request return status 200 content-type text/plain string ok",
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/prematurely closed|104: Connection reset/] },
  expect: {
    firstCause: "proxy-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
