import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-one-site-of-two-dead",
  headline: "one site is down",
  config: (place) =>
    caddyConf(
      place,
      `  @a host a.test
  handle @a {
    reverse_proxy 10.77.0.2:8081
  }
  @b host b.test
  handle @b {
    reverse_proxy 10.77.0.2:8082
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [
      { host: "a.test", status: 200 },
      { host: "b.test", status: 502 },
    ],
    log: [/8082: connect: connection refused/],
  },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8082" }],
  },
});
