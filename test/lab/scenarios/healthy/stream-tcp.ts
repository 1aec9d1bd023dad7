import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stream-tcp",
  headline: "all is well",
  config: (place) => streamConf(place, "server { listen 7000; proxy_pass 10.77.0.2:5432; }"),
  services: () => [{ kind: "tcp", at: "10.77.0.2:5432", onData: { reply: "N", after: "keep" } }],
  proof: {
    ask: [
      {
        to: "127.0.0.1:7000",
        as: "raw",
        send: "\u0000\u0000\u0000\b\u0004\u00d2\u0016/",
        status: 0,
        body: /^N$/,
      },
    ],
  },
  expect: { firstCause: null, verdict: "healthy" },
});
