import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-posts-fail-in-the-journal",
  headline: "502 on every POST, all else is well",
  config: (place) => haproxyConf(place, "server s1 10.77.0.2:8081"),
  journal: () => [],
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { method: "POST" }, instead: "close" }, { status: 200 }],
    },
  ],
  proof: {
    ask: [
      { status: 200 },
      { method: "POST", headers: "Content-Length: 0\r\n", status: 502, times: 4 },
      { status: 200 },
    ],
    log: [/ 502 .* SH-- /],
  },
  expect: {
    firstCause: "connection-closed-early",
    // a service that dies on a request would look so too
    alsoAcceptable: ["service-dies-on-request"],
    verdict: "degraded",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
