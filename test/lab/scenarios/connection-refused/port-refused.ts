import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "port-refused",
  headline: "502, connection refused",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  proof: { ask: [{ status: 502 }], log: [/connect\(\) failed \(111: Connection refused\)/] },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
