import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "proxy-header-not-expected-by-redis",
  headline: "the database answers with an error at once",
  config: (place) =>
    streamConf(place, "server { listen 8080; proxy_protocol on; proxy_pass 10.77.0.2:6379; }"),
  services: () => [{ kind: "redis", at: "10.77.0.2:6379" }],
  proof: { ask: [{ as: "raw", send: "PING\r\n", status: 0, body: /-ERR unknown command 'PROXY'/ }] },
  expect: {
    firstCause: "proxy-protocol-mismatch",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:6379" }],
  },
});
