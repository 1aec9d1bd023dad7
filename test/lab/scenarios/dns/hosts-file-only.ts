import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "hosts-file-only",
  headline: "502, could not be resolved, and `getent hosts api.internal` works",
  config: (place) =>
    httpConf(
      place,
      site("resolver 10.77.0.2 ipv6=off; set $service api.internal; proxy_pass http://$service:8081;"),
    ),
  hosts: "10.77.0.2 api.internal",
  services: () => [
    { kind: "dnsmasq", at: "10.77.0.2", options: ["local=/internal/"] },
    { kind: "http", at: "10.77.0.2:8081" },
  ],
  proof: { ask: [{ status: 502 }], log: [/api\.internal could not be resolved \(3: Host not found\)/] },
  // nginx's own resolver does not read the hosts file, so the name is unknown to it.
  expect: { firstCause: "dns-name-not-found", verdict: "down" },
});
