import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "disk-full-of-answers",
  headline: "pages break off, no space left on device",
  config: (place) =>
    httpConf(
      place,
      `proxy_temp_path ${place.dir}/spool;\n${site("proxy_buffers 2 4k; proxy_busy_buffers_size 4k; proxy_pass http://10.77.0.2:8081;")}`,
    ),
  disks: { spool: 64 },
  files: () => ({ "spool/old": "x".repeat(64 * 1024) }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ bodyBytes: 20_000_000 }] }],
  // A client that reads nothing, so that the answer has to be kept on the disk.
  running: (_place, control) =>
    control.hold({ to: "127.0.0.1:8080", count: 1, send: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", deaf: true }),
  proof: { ask: [{ status: 200, to: "10.77.0.2:8081" }], log: [/\(28: No space left on device\)/] },
  timing: true,
  expect: {
    firstCause: "disk-full",
    verdict: "degraded",
    alsoVerdict: "down",
  },
});
