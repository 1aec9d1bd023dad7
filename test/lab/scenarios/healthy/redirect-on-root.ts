import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "redirect-on-root",
  headline: "all is healthy, with a redirect to a host that does not exist",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ status: 302, headers: { Location: "https://login.invalid/" } }],
    },
  ],
  proof: { ask: [{ status: 302 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
