import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "large-answers-vanish",
  headline: "504 on large pages, small ones are fine",
  config: (place) => httpConf(place, site("proxy_read_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/small" } }, { bodyBytes: 30_000, headers: { "X-Long": "x".repeat(1200) } }],
    },
  ],
  serviceFirewall: `table inet lab {
  chain output {
    type filter hook output priority 0;
    tcp sport 8081 meta length > 1000 drop
  }
}`,
  proof: {
    ask: [{ path: "/small", status: 200 }, { status: 504 }],
    log: [/timed out.*while reading response header from upstream/],
  },
  expect: {
    firstCause: "path-mtu-too-small",
    // The header alone is larger than what gets through: only smaller segments would tell, and uhc can't ask for those.
    alsoAcceptable: ["service-hung"],
    verdict: "down",
    alsoVerdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
