import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "queue-that-was-full-before",
  headline: "nothing, all is well",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [
    { kind: "http", onGateway: true, at: "10.77.0.1:8081" },
    { kind: "stuck", onGateway: true, at: "10.77.0.1:8090" },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
