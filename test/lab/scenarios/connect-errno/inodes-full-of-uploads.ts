import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "inodes-full-of-uploads",
  headline: "500 to uploads, pages are fine",
  config: (place) =>
    httpConf(
      place,
      `client_body_buffer_size 1k;\nclient_body_temp_path ${place.dir}/body;\n${site("proxy_pass http://10.77.0.2:8081;")}`,
    ),
  disks: { body: { kib: 4096, inodes: 2 } },
  files: () => ({ "body/old": "x" }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: (_place, control) => control.ask([{ as: "raw", send: UPLOAD, status: 500 }]),
  proof: { ask: [{ status: 200 }], log: [/\(28: No space left on device\)/] },
  expect: {
    firstCause: "disk-full",
    verdict: "degraded",
  },
});

const UPLOAD = `POST /upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 40000\r\n\r\n${"x".repeat(40_000)}`;
