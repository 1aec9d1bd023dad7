import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-config-refused",
  headline: "nothing answers",
  config: (place) => caddyConf(place, `  reverse_prox 10.77.0.2:8081`),
  proof: { refused: /unrecognized directive/ },
  expect: { firstCause: "config-syntax-error", verdict: "down" },
});
