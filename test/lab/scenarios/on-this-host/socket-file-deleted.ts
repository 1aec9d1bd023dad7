import { rmSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "socket-file-deleted",
  headline: "502, no such socket, and the service runs here",
  config: (place) => httpConf(place, site(`proxy_pass http://unix:${place.dir}/app.sock;`)),
  services: (place) => [{ kind: "http", onGateway: true, at: `unix:${place.dir}/app.sock` }],
  running: (place) => rmSync(`${place.dir}/app.sock`),
  proof: { ask: [{ status: 502 }], log: [/2: No such file or directory/] },
  expect: { firstCause: "unix-socket-missing", verdict: "down" },
});
