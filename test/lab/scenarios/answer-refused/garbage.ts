import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "garbage",
  headline: "clients see garbage",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "tcp", at: "10.77.0.2:8081", onData: { reply: "\u0001\u0002\u001b[31m\u0007\u0000garbage" } },
  ],
  proof: { ask: [{ status: 0 }], log: [/no valid HTTP\/1\.0 header/] },
  expect: {
    firstCause: "response-malformed",
    alsoAcceptable: ["wrong-service"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
