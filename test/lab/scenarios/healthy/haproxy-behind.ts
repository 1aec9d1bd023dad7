import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "haproxy-behind",
  headline: "all is healthy, HAProxy behind nginx",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.3:8082" },
    {
      kind: "haproxy",
      at: "10.77.0.2:8081",
      config: "listen app\n  bind 10.77.0.2:8081\n  server one 10.77.0.3:8082",
    },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
