import { mkdirSync, writeFileSync } from "node:fs";
import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "site-added-and-not-reloaded",
  headline: "502 on a site that was moved",
  config: (place) => httpConf(place, `  include ${place.dir}/sites/*.conf;`),
  files: () => ({
    "sites/api.conf":
      "upstream api { server 10.77.0.3:8081; server 10.77.0.4:8081; }\nserver { listen 8080; location / { proxy_pass http://api; } }\n",
  }),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.5:8081"] }],
  running: async (place, control) => {
    await control.ask([{ status: 502 }]);
    mkdirSync(`${place.dir}/sites`, { recursive: true });
    writeFileSync(
      `${place.dir}/sites/api.conf`,
      "upstream api { server 10.77.0.2:8081; server 10.77.0.5:8081; }\nserver { listen 8080; location / { proxy_pass http://api; } }\n",
    );
  },
  proof: { ask: [{ status: 502, times: 2 }], log: [/111: Connection refused/] },
  expect: { firstCause: "config-not-reloaded", verdict: "degraded", alsoVerdict: "down" },
});
