import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "body-cut-short",
  headline: "pages end in the middle",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "tcp",
      at: "10.77.0.2:8081",
      onData: { reply: "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nok\n" },
    },
  ],
  proof: {
    ask: [{ status: 200, body: /^ok\n$/ }],
    log: [/prematurely closed connection while reading upstream/],
  },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["response-malformed"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
