import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "fastcgi-refused",
  headline: "502 on every PHP page",
  config: (place) => httpConf(place, site("fastcgi_pass 10.77.0.2:9000;")),
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused.*upstream: "fastcgi:/] },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:9000", endpoint: "10.77.0.2:9000" }],
  },
});
