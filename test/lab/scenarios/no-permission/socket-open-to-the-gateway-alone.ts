import { chmodSync, chownSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "socket-open-to-the-gateway-alone",
  headline: "all is healthy, and uhc may not open what the gateway may",
  config: (place) => httpConf(place, site(`proxy_pass http://unix:${place.dir}/app.sock;`)),
  services: (place) => [{ kind: "http", at: `unix:${place.dir}/app.sock` }],
  running: (place) => {
    chownSync(`${place.dir}/app.sock`, 33, 33);
    chmodSync(`${place.dir}/app.sock`, 0o600);
  },
  proof: { ask: [{ status: 200 }] },
  asNobody: true,
  // What uhc's own user may not do says nothing about the gateway's.
  expect: { firstCause: null, verdict: "unknown", alsoVerdict: "healthy" },
});
