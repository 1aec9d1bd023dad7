import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "port-taken-at-the-start",
  headline: "another program answers on the gateway's port",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "0.0.0.0:8080", onGateway: true, answers: [{ status: 418 }] },
  ],
  gateway: false,
  running: (place, control) => control.ranNginx(["-c", `${place.dir}/nginx.conf`]),
  proof: { ask: [{ status: 418 }], log: [/\[emerg\].*bind\(\) to 0\.0\.0\.0:8080 failed \(98/] },
  expect: {
    firstCause: "gateway-not-running",
    verdict: "down",
  },
});
