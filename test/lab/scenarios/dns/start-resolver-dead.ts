import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "start-resolver-dead",
  headline: "nginx does not start",
  config: (place) =>
    httpConf(place, `upstream app { server api-1.internal:8081; }\n${site("proxy_pass http://app;")}`),
  resolvConf: "nameserver 10.77.0.2\noptions timeout:1 attempts:1",
  proof: { refused: /host not found in upstream "api-1\.internal:8081"/ },
  // nginx says the same for a dead resolver as for an unknown name.
  expect: { firstCause: "dns-resolver-unreachable", verdict: "down" },
});
