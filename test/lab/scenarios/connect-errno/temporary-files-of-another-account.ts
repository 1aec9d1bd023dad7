import { chmodSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "temporary-files-of-another-account",
  headline: "downloads are cut off, pages are fine",
  config: (place) =>
    httpConf(
      place,
      `proxy_temp_path ${place.dir}/answers;\n${site("proxy_buffers 4 4k; proxy_pass http://10.77.0.2:8081;")}`,
    ),
  files: () => ({ "answers/.keep": "" }),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/large" }, bodyBytes: 30_000_000 }, {}],
    },
  ],
  running: async (place, control) => {
    // nginx gave it to its workers when it started
    chmodSync(`${place.dir}/answers`, 0o500);
    await control.hold({
      to: "127.0.0.1:8080",
      count: 3,
      send: "GET /large HTTP/1.1\r\nHost: gateway.test\r\n\r\n",
      deaf: true,
    });
  },
  proof: {
    ask: [{ status: 200, pauseMs: 500 }],
    log: [/\[crit\].*\(13: Permission denied\) while reading upstream/],
  },
  expect: {
    firstCause: "temp-files-denied",
    verdict: "degraded",
    mustNotRoot: ["disk-full", "application-error"],
  },
});
