import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "reload-refused-by-a-missing-key",
  headline: "a change has no effect",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: (place, control) => {
    const more = `server { listen 8444 ssl; ssl_certificate ${place.pki}/api.pem; ssl_certificate_key ${place.dir}/gone.key; }`;
    writeFileSync(
      `${place.dir}/nginx.conf`,
      httpConf(place, `${site("proxy_pass http://10.77.0.2:8081;")}\n${more}`),
    );
    control.signalGateway("SIGHUP");
  },
  proof: { ask: [{ status: 200 }], log: [/\[emerg\].*cannot load certificate key/] },
  expect: {
    firstCause: "config-reload-failed",
    alsoAcceptable: ["config-syntax-error"],
    verdict: "degraded",
    alsoVerdict: "down",
  },
});
