import { refusedLines } from "../../log-lines.ts";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "refused-by-the-clock-of-tomorrow",
  headline: "some requests fail, and nobody sees why",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  // A clock that was a day ahead for a while.
  files: () => ({ "error.log": refusedLines(-86_400_000, 12) }),
  proof: { ask: [{ status: 200 }], log: [/111: Connection refused/] },
  expect: { firstCause: null, verdict: "healthy" },
});
