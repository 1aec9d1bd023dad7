import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "catch-all-health-path",
  headline: "the check is green whatever it asks",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ headers: { "Content-Type": "text/html" }, body: "<html>app</html>" }],
    },
  ],
  uhcArgs: () => ["--health-path", "/health"],
  proof: { ask: [{ status: 200 }, { path: "/no-such-page", status: 200 }] },
  // A page that answers everything proves little, and nothing fails.
  expect: { firstCause: null, verdict: "healthy" },
});
