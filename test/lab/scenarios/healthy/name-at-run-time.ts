import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-at-run-time",
  headline: "all is well",
  config: (place) =>
    httpConf(place, site("resolver 10.77.0.2; set $service api.internal; proxy_pass http://$service:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "dnsmasq", at: "10.77.0.2", options: ["local=/internal/", "host-record=api.internal,10.77.0.2"] },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
