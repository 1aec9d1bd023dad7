import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "no-upstream-at-all",
  headline: "a file server: nothing to be unhealthy",
  config: (place) => httpConf(place, `server { listen 8080; location / { root ${place.dir}/www; } }`),
  files: () => ({ "www/index.html": "hello\n" }),
  proof: { ask: [{ status: 200 }] },
  // Nothing found and nothing tested is unknown, never healthy.
  expect: { firstCause: null, verdict: "unknown" },
});
