import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "include-missing",
  headline: "nginx does not start",
  config: (place) =>
    httpConf(
      place,
      `include ${place.dir}/conf.d/timeouts.conf;\n${site("proxy_pass http://10.77.0.2:8081;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { refused: /conf\.d\/timeouts\.conf" failed \(2: No such file/ },
  expect: { firstCause: "config-include-missing", verdict: "down" },
});
