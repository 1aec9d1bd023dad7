import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "descriptors-spent-and-no-log",
  headline: "502 under load, and no log is read",
  config: (place) =>
    `worker_rlimit_nofile 24;\n${httpConf(place, site("proxy_pass http://10.77.0.2:8081;"))}`,
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/slow" }, instead: "hang" }, {}] },
  ],
  running: (_place, control) =>
    control.hold({ to: "127.0.0.1:8080", count: 20, send: "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n" }),
  uhcArgs: () => ["--no-log"],
  proof: { ask: [{ status: 200, to: "10.77.0.2:8081" }], log: [/\(24: Too many open files\)/] },
  timing: true,
  quiet: "its logs and sockets take descriptors too",
  expect: {
    firstCause: "file-descriptors-exhausted",
    verdict: "degraded",
    alsoVerdict: "down",
  },
});
