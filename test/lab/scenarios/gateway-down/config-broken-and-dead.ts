import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "config-broken-and-dead",
  headline: "nothing answers on the gateway's port",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: async (place, control) => {
    const pid = control.signalGateway("SIGTERM");
    await control.stopGateway();
    writeFileSync(`${place.dir}/nginx.pid`, `${pid}\n`);
    writeFileSync(`${place.dir}/nginx.conf`, httpConf(place, site("proxy_pas http://10.77.0.2:8081;")));
  },
  gateway: true,
  proof: { refused: /unknown directive "proxy_pas"/ },
  // What stopped it stands above that it is stopped.
  expect: { firstCause: "config-syntax-error", verdict: "down" },
});
