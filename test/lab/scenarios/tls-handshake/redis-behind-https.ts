import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "redis-behind-https",
  headline: "502 or 504 in the handshake",
  config: (place) =>
    httpConf(
      place,
      site("proxy_connect_timeout 1s; proxy_read_timeout 1s; proxy_pass https://10.77.0.2:6379;"),
    ),
  services: () => [{ kind: "redis", at: "10.77.0.2:6379" }],
  proof: { ask: [{ status: [502, 504] }], log: [/while SSL handshaking/] },
  expect: {
    firstCause: "wrong-service",
    alsoAcceptable: ["tls-to-plaintext-port", "tls-handshake-timeout"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:6379", endpoint: "10.77.0.2:6379" }],
  },
});
