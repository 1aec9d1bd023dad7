import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "header-that-never-ends",
  headline: "pages never come",
  config: (place) => httpConf(place, site("proxy_read_timeout 2s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/ready" } }, { instead: "drip" }] },
  ],
  // A byte each 200 ms does not prolong the gateway's limit, which counts until the header is whole.
  proof: {
    ask: [{ path: "/ready", status: 200 }, { status: 504 }],
    log: [/timed out.*while reading response header/],
  },
  expect: {
    firstCause: "service-hung",
    alsoAcceptable: ["response-malformed", "response-headers-too-large"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
