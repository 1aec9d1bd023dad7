import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "redirects-for-ever",
  headline: "too many redirects, says the browser",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ status: 301, headers: { Location: "http://gateway.test/" } }],
    },
  ],
  proof: { ask: [{ status: 301, times: 3 }] },
  // The upstream is alive; what it answers is between it and the browser.
  expect: { firstCause: null, verdict: "healthy" },
});
