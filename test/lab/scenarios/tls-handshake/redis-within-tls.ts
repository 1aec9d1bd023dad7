import { readFileSync, writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "redis-within-tls",
  headline: "502, no valid answer",
  config: (place) => httpConf(place, site(`proxy_read_timeout 1s; proxy_pass https://10.77.0.2:6380;`)),
  services: (place) => [
    { kind: "redis", at: "10.77.0.3:6379" },
    {
      kind: "haproxy",
      at: "10.77.0.2:6380",
      config: `frontend r\n  mode tcp\n  bind 10.77.0.2:6380 ssl crt ${place.dir}/pair.pem\n  default_backend r\nbackend r\n  mode tcp\n  server one 10.77.0.3:6379`,
    },
  ],
  before: (place) =>
    writeFileSync(
      `${place.dir}/pair.pem`,
      readFileSync(`${place.pki}/api.pem`, "utf8") + readFileSync(`${place.pki}/api.key`, "utf8"),
    ),
  proof: { ask: [{ status: [0, -2, 502, 504] }], log: [/upstream/] },
  expect: {
    firstCause: "wrong-service",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:6380", endpoint: "10.77.0.2:6380" }],
  },
});
