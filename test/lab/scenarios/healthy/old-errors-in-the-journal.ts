import { refusedLines } from "../../log-lines.ts";
import { httpConf, site, toStderr } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "old-errors-in-the-journal",
  headline: "all is well again since ten minutes",
  config: (place) => toStderr(httpConf(place, site("proxy_pass http://10.77.0.2:8081;"))),
  journal: () =>
    refusedLines(600_000, 40)
      .split("\n")
      .filter(Boolean)
      .map((text, index) => ({ agoMs: 640_000 - 1_000 * index, text })),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
  quiet: "the noise is in a log file",
});
