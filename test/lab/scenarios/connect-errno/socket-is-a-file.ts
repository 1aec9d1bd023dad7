import { chmodSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "socket-is-a-file",
  headline: "502, connection refused on a socket file",
  config: (place) => httpConf(place, site(`proxy_pass http://unix:${place.dir}/app.sock;`)),
  files: () => ({ "app.sock": "no socket\n" }),
  before: (place) => chmodSync(`${place.dir}/app.sock`, 0o666),
  proof: { ask: [{ status: 502 }], log: [/connect\(\) to unix:.* failed \(111: Connection refused\)/] },
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["unix-socket-missing"],
    verdict: "down",
    subjects: (place) => [{ upstream: `unix:${place.dir}/app.sock`, endpoint: `unix:${place.dir}/app.sock` }],
  },
});
