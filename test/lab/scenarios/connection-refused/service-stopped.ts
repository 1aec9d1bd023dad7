import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "service-stopped",
  headline: "502, connection refused",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: (_place, control) => control.stopService(0),
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["service-not-running"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
