import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "misdirected",
  headline: "421 on every page",
  config: (place) =>
    httpConf(place, `upstream backend { server api.internal:8081; }\n${site("proxy_pass http://backend;")}`),
  hosts: "10.77.0.2 api.internal",
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        { when: { host: "api.internal:8081" } },
        { when: { host: "api.internal" } },
        { status: 421, body: "" },
      ],
    },
  ],
  proof: { ask: [{ status: 421 }], log: [] },
  expect: {
    firstCause: "host-header-rejected",
    verdict: "down",
    subjects: [{ upstream: "backend", endpoint: "api.internal:8081" }],
  },
});
