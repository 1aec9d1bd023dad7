import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "reload-refused-by-a-name",
  headline: "a change has no effect",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  resolvConf: "nameserver 10.77.0.2",
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "dnsmasq", at: "10.77.0.2", options: ["local=/internal/"] },
  ],
  running: (place, control) => {
    writeFileSync(`${place.dir}/nginx.conf`, httpConf(place, site("proxy_pass http://new.internal:8081;")));
    control.signalGateway("SIGHUP");
  },
  proof: { ask: [{ status: 200 }], log: [/\[emerg\].*host not found in upstream "new\.internal"/] },
  // The name is why the reload was refused.
  expect: {
    firstCause: "config-reload-failed",
    alsoAcceptable: ["dns-name-not-found"],
    verdict: "degraded",
    alsoVerdict: "down",
  },
});
