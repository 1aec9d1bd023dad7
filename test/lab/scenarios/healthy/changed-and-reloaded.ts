import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "changed-and-reloaded",
  headline: "all is well since the reload",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.3:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: async (place, control) => {
    await control.ask([{ status: 502, times: 2 }]);
    writeFileSync(`${place.dir}/nginx.conf`, httpConf(place, site("proxy_pass http://10.77.0.2:8081;")));
    control.signalGateway("SIGHUP");
    await new Promise((resolve) => setTimeout(resolve, 700));
  },
  proof: { ask: [{ status: 200 }], log: [/111: Connection refused.*10\.77\.0\.3:8081/] },
  expect: { firstCause: null, verdict: "healthy" },
});
