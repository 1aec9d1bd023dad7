import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "reload-refused-by-a-taken-port",
  headline: "a change has no effect",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "127.0.0.1:8090", onGateway: true },
  ],
  running: (place, control) => {
    const more = "server { listen 127.0.0.1:8090; location / { proxy_pass http://10.77.0.2:8081; } }";
    writeFileSync(
      `${place.dir}/nginx.conf`,
      httpConf(place, `${site("proxy_pass http://10.77.0.2:8081;")}\n${more}`),
    );
    control.signalGateway("SIGHUP");
  },
  proof: { ask: [{ status: 200 }], log: [/\[emerg\].*bind\(\) to 127\.0\.0\.1:8090 failed \(98/] },
  expect: {
    firstCause: "config-reload-failed",
    verdict: "degraded",
  },
});
