import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "reloaded-with-old-refusals-in-the-log",
  headline: "all is well since the reload after a reload that was refused",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: async (place, control) => {
    const right = httpConf(place, site("proxy_pass http://10.77.0.2:8081;"));
    writeFileSync(`${place.dir}/nginx.conf`, right.replace("proxy_pass", "proxy_pas"));
    control.signalGateway("SIGHUP");
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    writeFileSync(`${place.dir}/nginx.conf`, right);
    control.signalGateway("SIGHUP");
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  },
  proof: { ask: [{ status: 200 }], log: [/unknown directive/] },
  expect: { firstCause: null, verdict: "healthy" },
});
