import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const conf =
  "resolver 10.77.0.2 valid=600s ipv6=off; set $service api.internal; proxy_pass http://$service:8081;";

export default scenario({
  id: "resolver-keeps-an-old-answer",
  headline: "502, connection refused, since the service moved",
  config: (place) => httpConf(place, site(conf)),
  files: () => ({ "names/hosts": "10.77.0.3 api.internal\n" }),
  services: (place) => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "dnsmasq", at: "10.77.0.2", options: [`addn-hosts=${place.dir}/names/hosts`] },
  ],
  running: async (place, control) => {
    await control.ask([{ status: 502 }]);
    writeFileSync(`${place.dir}/names/hosts`, "10.77.0.2 api.internal\n");
    control.signalService(1, "SIGHUP");
  },
  proof: { ask: [{ status: 502, times: 3 }], log: [/111: Connection refused.*10\.77\.0\.3:8081/] },
  // `valid` overrides the name's own time to live, and the address is kept for ten minutes.
  expect: { firstCause: "dns-stale-address", verdict: "down", alsoVerdict: "degraded" },
});
