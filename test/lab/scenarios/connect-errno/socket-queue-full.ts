import { chmodSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "socket-queue-full",
  headline: "502, resource temporarily unavailable",
  config: (place) => httpConf(place, site(`proxy_pass http://unix:${place.dir}/app.sock;`)),
  services: (place) => [{ kind: "stuck", at: `unix:${place.dir}/app.sock` }],
  running: (place) => chmodSync(`${place.dir}/app.sock`, 0o666),
  proof: { ask: [{ status: 502 }], log: [/\(11: Resource temporarily unavailable\)/] },
  expect: {
    firstCause: "service-overloaded",
    verdict: "down",
    subjects: ({ dir }) => [{ upstream: `unix:${dir}/app.sock`, endpoint: `unix:${dir}/app.sock` }],
  },
});
