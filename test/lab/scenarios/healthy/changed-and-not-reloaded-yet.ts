import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "changed-and-not-reloaded-yet",
  headline: "all is healthy, a change waits for its reload",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: async (place) => {
    await new Promise((resolve) => setTimeout(resolve, 1200));
    writeFileSync(
      `${place.dir}/nginx.conf`,
      httpConf(place, site("proxy_pass http://10.77.0.2:8081; # soon")),
    );
  },
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
