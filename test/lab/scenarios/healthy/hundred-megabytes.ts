import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "hundred-megabytes",
  headline: "all is healthy, and the answer is large",
  config: (place) => httpConf(place, site("proxy_max_temp_file_size 0; proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ bodyBytes: 100_000_000, headers: { "Content-Length": "100000000" } }],
    },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
