import { CADDY, caddyConf, NAMED } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-auth-path-missing",
  headline: "404 from every page",
  config: (place) =>
    caddyConf(
      place,
      `  forward_auth 10.77.0.2:9091 {
    uri /api/verify?rd=https://auth.test
    copy_headers Remote-User
  }
  reverse_proxy 10.77.0.2:8081`,
      NAMED,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "10.77.0.2:9091", answers: [{ when: { path: "/api/authz" } }, { status: 404 }] },
  ],
  proof: { ask: [{ host: "api.internal", status: 404 }] },
  expect: {
    firstCause: "external-authorization-unavailable",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:9091" }],
  },
});
