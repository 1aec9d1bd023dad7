import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "variable-names-a-group",
  headline: "all is healthy: the variable holds the name of a group",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; }\n${site("set $service app; proxy_pass http://$service;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
