import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stream-postgres",
  headline: "all is healthy, PostgreSQL behind a stream",
  config: (place) => streamConf(place, "server { listen 8080; proxy_pass 10.77.0.2:5432; }"),
  services: () => [{ kind: "postgres", at: "10.77.0.2:5432" }],
  // SSLRequest (PostgreSQL's message formats): refused with one letter.
  proof: {
    ask: [{ as: "raw", send: "\u0000\u0000\u0000\u0008\u0004\u00d2\u0016\u002f", status: 0, body: /^N/ }],
  },
  expect: { firstCause: null, verdict: "healthy" },
});
