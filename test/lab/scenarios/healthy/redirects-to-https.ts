import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "redirects-to-https",
  headline: "all is healthy, plaintext is sent to https",
  config: (place) => httpConf(place, site(`proxy_set_header Host $host; proxy_pass http://10.77.0.2:8081;`)),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ status: 301, headers: { location: "https://shop.example.com/" }, body: "" }],
    },
  ],
  proof: { ask: [{ status: 301 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
