import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "upstream-empty",
  headline: "nginx does not start",
  config: (place) => httpConf(place, `upstream app { keepalive 4; }\n${site("proxy_pass http://app;")}`),
  proof: { refused: /no servers are inside upstream/ },
  expect: { firstCause: "upstream-empty", verdict: "down" },
});
