import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "invalid-port",
  headline: "nginx does not start",
  config: (place) =>
    httpConf(place, `upstream app { server 10.77.0.2:90000; }\n${site("proxy_pass http://app;")}`),
  proof: { refused: /invalid port in upstream "10\.77\.0\.2:90000"/ },
  expect: { firstCause: "upstream-address-invalid", verdict: "down" },
});
