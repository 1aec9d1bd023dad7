import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "old-address-answers-something-else",
  headline: "502 since the service moved; its old address is another's now",
  config: (place) => httpConf(place, site("proxy_pass http://api.internal:8081;")),
  resolvConf: "nameserver 10.77.0.2",
  files: () => ({ "names/hosts": "10.77.0.3 api.internal\n" }),
  services: (place) => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "dnsmasq", at: "10.77.0.2", options: [`addn-hosts=${place.dir}/names/hosts`] },
    { kind: "tcp", at: "10.77.0.3:8081", onOpen: "close" },
  ],
  running: (place, control) => {
    writeFileSync(`${place.dir}/names/hosts`, "10.77.0.2 api.internal\n");
    control.signalService(1, "SIGHUP");
  },
  proof: {
    ask: [{ status: 502, times: 2 }],
    log: [/prematurely closed.*10\.77\.0\.3:8081|104: Connection reset.*10\.77\.0\.3:8081/],
  },
  expect: { firstCause: "dns-stale-address", verdict: "down", alsoVerdict: "degraded" },
});
