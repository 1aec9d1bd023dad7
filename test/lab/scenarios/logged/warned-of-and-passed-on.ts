import { errorLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "warned-of-and-passed-on",
  headline: "some requests fail, and nobody sees why",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  files: () => ({
    "error.log": errorLines(
      [900_000, 600_000, 300_000],
      'upstream sent more data than specified in "Content-Length" header while reading upstream',
      "warn",
    ).replaceAll(', host: "gateway.test"', ', upstream: "http://10.77.0.2:8081/", host: "gateway.test"'),
  }),
  proof: { ask: [{ status: 200 }], log: [/more data than specified/] },
  expect: { firstCause: null, verdict: "healthy" },
});
