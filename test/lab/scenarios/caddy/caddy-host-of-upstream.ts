import { CADDY, caddyConf, NAMED } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-host-of-upstream",
  headline: "404 from every page",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    header_up Host {upstream_hostport}
  }`,
      NAMED,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { host: "api.internal" } }, { when: { host: "api.internal:8080" } }, { status: 421 }],
    },
  ],
  proof: { ask: [{ host: "api.internal:8080", status: 421 }] },
  expect: {
    firstCause: "host-header-rejected",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
