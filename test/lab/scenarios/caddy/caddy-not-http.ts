import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-not-http",
  headline: "the answer never comes",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    transport http {
      response_header_timeout 500ms
    }
  }`,
    ),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8081", greeting: "SSH-2.0-OpenSSH_9.2\r\n" }],
  proof: { ask: [{ status: [502, 504] }] },
  expect: {
    firstCause: "wrong-service",
    alsoAcceptable: ["response-malformed"],
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
