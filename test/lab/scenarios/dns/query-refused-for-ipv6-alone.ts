import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "query-refused-for-ipv6-alone",
  headline: "502, could not be resolved, and `dig api.internal` works",
  config: (place) =>
    httpConf(place, site("resolver 10.77.0.2; set $service api.internal; proxy_pass http://$service:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "dnsmasq", at: "10.77.0.2", options: ["host-record=api.internal,10.77.0.2"] },
  ],
  proof: { ask: [{ status: 502 }], log: [/api\.internal could not be resolved \(5: Operation refused\)/] },
  // nginx asks for both families, and one refusal is enough to fail the name.
  expect: { firstCause: "dns-server-failure", verdict: "down" },
});
