import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "proxy-header-not-expected",
  headline: "connection closed at once, or 400",
  config: (place) =>
    streamConf(place, "server { listen 8080; proxy_protocol on; proxy_pass 10.77.0.2:8081; }"),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 400 }], log: [/^/] },
  expect: {
    firstCause: "proxy-protocol-mismatch",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
