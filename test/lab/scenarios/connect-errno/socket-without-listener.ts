import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "socket-without-listener",
  headline: "502, connection refused on a socket file",
  config: (place) => httpConf(place, site(`proxy_pass http://unix:${place.dir}/app.sock;`)),
  services: (place) => [{ kind: "http", at: `unix:${place.dir}/app.sock` }],
  running: (_place, control) => control.stopService(0),
  proof: { ask: [{ status: 502 }], log: [/connect\(\) to unix:.* failed \(111: Connection refused\)/] },
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["service-not-running"],
    verdict: "down",
    subjects: (place) => [{ upstream: `unix:${place.dir}/app.sock`, endpoint: `unix:${place.dir}/app.sock` }],
  },
});
