import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "resolver-missing",
  headline: "502, could not be resolved",
  config: (place) => httpConf(place, site("set $service api.internal; proxy_pass http://$service:8081;")),
  hosts: "10.77.0.2 api.internal",
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 502 }], log: [/no resolver defined to resolve api\.internal/] },
  expect: { firstCause: "resolver-missing", verdict: "down" },
});
