import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "start-server-failure",
  headline: "nginx does not start",
  config: (place) => httpConf(place, site("proxy_pass http://api.internal:8081;")),
  resolvConf: "nameserver 10.77.0.2\noptions timeout:1 attempts:1",
  services: () => [{ kind: "rcode", at: "10.77.0.2:53", rcode: 2 }],
  proof: { refused: /host not found in upstream "api\.internal/ },
  expect: { firstCause: "dns-server-failure", verdict: "down" },
});
