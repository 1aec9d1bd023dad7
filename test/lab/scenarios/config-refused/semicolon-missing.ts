import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "semicolon-missing",
  headline: "nginx does not start",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { refused: /unexpected "}"/ },
  expect: { firstCause: "config-syntax-error", verdict: "down" },
});
