import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "http10-refused",
  headline: "426 on every page",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          when: { version: "1.0" },
          status: 426,
          headers: { Upgrade: "HTTP/1.1" },
          body: "HTTP/1.1 please\n",
        },
        {},
      ],
    },
  ],
  proof: { ask: [{ status: 426 }], log: [] },
  expect: {
    firstCause: "http-version-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
