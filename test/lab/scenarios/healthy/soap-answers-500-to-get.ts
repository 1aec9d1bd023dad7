import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "soap-answers-500-to-get",
  headline: "all is well, the service wants a document",
  config: (place) => httpConf(place, site(`proxy_pass http://10.77.0.2:8081;`)),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        { when: { method: "POST" }, body: "<ok/>" },
        { status: 500, body: "<soap:Fault>no document</soap:Fault>" },
      ],
    },
  ],
  proof: { ask: [{ method: "POST", status: 200, times: 4 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
