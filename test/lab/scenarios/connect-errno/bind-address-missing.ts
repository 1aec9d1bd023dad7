import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "bind-address-missing",
  headline: "500, bind failed",
  config: (place) => httpConf(place, site("proxy_bind 10.77.0.200; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 500 }], log: [/bind\(10\.77\.0\.200\) failed \(99/] },
  expect: {
    firstCause: "source-address-bind-failed",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
