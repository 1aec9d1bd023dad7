import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "header-with-control-bytes",
  headline: "502, invalid header",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "tcp", at: "10.77.0.2:8081", onData: { reply: "HTTP/1.1 200 OK\r\nbad name: x\r\n\r\nok\n" } },
  ],
  proof: { ask: [{ status: 502 }], log: [/upstream sent invalid header/] },
  expect: {
    firstCause: "response-malformed",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
