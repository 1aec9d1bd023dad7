import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stale-pid-file",
  headline: "nothing answers on the gateway's port",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: async (place, control) => {
    const pid = control.signalGateway("SIGTERM");
    await control.stopGateway();
    writeFileSync(`${place.dir}/nginx.pid`, `${pid}\n`);
  },
  proof: { ask: [{ status: -1 }] },
  expect: { firstCause: "gateway-not-running", verdict: "down" },
});
