import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "upstream-undefined",
  headline: "nginx does not start",
  config: (place) => httpConf(place, site("proxy_pass http://backend;")),
  resolvConf: "nameserver 10.77.0.2",
  services: () => [{ kind: "dnsmasq", at: "10.77.0.2", options: ["local=/backend/"] }],
  proof: { refused: /host not found in upstream "backend"/ },
  expect: { firstCause: "upstream-undefined", verdict: "down" },
});
