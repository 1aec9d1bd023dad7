import { httpConf, site } from "../../nginx-conf.ts";
import { CRASHES } from "../../python-services.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "well-beside-a-crash-of-another",
  headline: "nothing, all is well",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [
    { kind: "http", onGateway: true, at: "10.77.0.1:8081" },
    { kind: "python", onGateway: true, at: "10.77.0.1:8090", source: CRASHES, supervisor: "restarts" },
  ],
  running: (_, control) => control.ask([{ to: "10.77.0.1:8090", status: -2 }]),
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
