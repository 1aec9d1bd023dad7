import { mkdirSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "socket-folder-denied",
  headline: "502, permission denied",
  config: (place) => httpConf(place, site(`proxy_pass http://unix:${place.dir}/home/app.sock;`)),
  before: (place) => mkdirSync(`${place.dir}/home`, { mode: 0o700 }),
  services: (place) => [{ kind: "http", at: `unix:${place.dir}/home/app.sock` }],
  proof: { ask: [{ status: 502 }], log: [/connect\(\) to unix:.* failed \(13: Permission denied\)/] },
  expect: {
    firstCause: "unix-socket-denied",
    verdict: "down",
    subjects: (place) => [
      { upstream: `unix:${place.dir}/home/app.sock`, endpoint: `unix:${place.dir}/home/app.sock` },
    ],
  },
});
