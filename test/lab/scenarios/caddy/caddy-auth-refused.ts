import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-auth-refused",
  headline: "502 from every page",
  config: (place) =>
    caddyConf(
      place,
      `  forward_auth 10.77.0.2:9091 {
    uri /verify
    copy_headers Remote-User
  }
  reverse_proxy 10.77.0.2:8081`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 502 }], log: [/10\.77\.0\.2:9091: connect: connection refused/] },
  expect: {
    firstCause: "port-refused",
    alsoRoot: ["external-authorization-unavailable"],
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:9091" }],
  },
});
