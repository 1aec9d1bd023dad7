import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "socket-denied",
  headline: "502, permission denied",
  config: (place) => httpConf(place, site(`proxy_pass http://unix:${place.dir}/app.sock;`)),
  services: (place) => [{ kind: "http", at: `unix:${place.dir}/app.sock`, mode: 0o600 }],
  proof: { ask: [{ status: 502 }], log: [/connect\(\) to unix:.* failed \(13: Permission denied\)/] },
  expect: {
    firstCause: "unix-socket-denied",
    verdict: "down",
    subjects: (place) => [{ upstream: `unix:${place.dir}/app.sock`, endpoint: `unix:${place.dir}/app.sock` }],
  },
});
