import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "reload-refused",
  headline: "a change has no effect",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: (place, control) => {
    writeFileSync(`${place.dir}/nginx.conf`, httpConf(place, site("proxy_pas http://10.77.0.3:8081;")));
    control.signalGateway("SIGHUP");
  },
  proof: { ask: [{ status: 200 }], log: [/\[emerg\].*unknown directive "proxy_pas"/] },
  expect: {
    firstCause: "config-reload-failed",
    alsoAcceptable: ["config-syntax-error"],
    verdict: "degraded",
    alsoVerdict: "down",
  },
});
