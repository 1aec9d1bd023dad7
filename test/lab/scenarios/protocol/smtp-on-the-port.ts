import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "smtp-on-the-port",
  headline: "clients see garbage",
  config: (place) => httpConf(place, site("proxy_buffering off; proxy_pass http://10.77.0.2:25;")),
  services: () => [
    {
      kind: "tcp",
      at: "10.77.0.2:25",
      greeting: "220 mail.internal ESMTP Postfix\r\n",
      onData: { reply: "221 2.7.0 Error: I can break rules, too. Goodbye.\r\n", after: "close" },
    },
  ],
  // The greeting may be all that ever comes: unbuffered, it reaches the client at once.
  proof: {
    ask: [{ as: "raw", send: "GET / HTTP/1.1\r\nHost: gateway.test\r\n\r\n", status: 0, body: /ESMTP/ }],
    log: [/no valid HTTP\/1\.0 header/],
  },
  expect: {
    firstCause: "wrong-service",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:25", endpoint: "10.77.0.2:25" }],
  },
});
