import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-without-address",
  headline: "502, could not be resolved",
  config: (place) =>
    httpConf(place, site("resolver 10.77.0.2; set $service api.internal; proxy_pass http://$service:8081;")),
  services: () => [
    { kind: "dnsmasq", at: "10.77.0.2", options: ["local=/internal/", "txt-record=api.internal,here"] },
  ],
  // nginx calls both an unknown name and a name without an address "Host not found".
  proof: { ask: [{ status: 502 }], log: [/api\.internal could not be resolved \(3: Host not found\)/] },
  expect: { firstCause: "dns-no-address", verdict: "down" },
});
