import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "bad-gateway-from-a-second-gateway",
  headline: "502 on every page",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8080;")),
  services: () => [
    {
      kind: "nginx",
      http: "server { listen 10.77.0.2:8080; location / { proxy_pass http://127.0.0.1:8081; } }",
    },
  ],
  proof: { ask: [{ status: 502 }], log: [] },
  // The 502 is the second gateway's own: this one passes it on.
  expect: {
    firstCause: "application-error",
    alsoAcceptable: ["dependency-down"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8080", endpoint: "10.77.0.2:8080" }],
  },
});
