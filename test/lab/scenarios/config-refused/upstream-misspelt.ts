import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "upstream-misspelt",
  headline: "nginx does not start",
  config: (place) =>
    httpConf(place, `upstream backend { server 10.77.0.2:8081; }\n${site("proxy_pass http://backnd;")}`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { refused: /host not found in upstream "backnd"/ },
  expect: { firstCause: "upstream-undefined", verdict: "down" },
});
