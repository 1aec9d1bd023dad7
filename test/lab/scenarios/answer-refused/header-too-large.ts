import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "header-too-large",
  headline: "502, too big header",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ headers: { "Set-Cookie": `session=${"x".repeat(9000)}` } }],
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/upstream sent too big header/] },
  expect: {
    firstCause: "response-headers-too-large",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
