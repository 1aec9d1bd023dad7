import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "two-endpoints-fail-differently",
  headline: "502, no live upstreams",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; server 10.77.0.3:8081; }\n${site("proxy_pass http://app;")}`,
    ),
  services: () => [{ kind: "tcp", at: "10.77.0.3:8081", onData: "close" }],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/, /prematurely closed connection/] },
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["connection-closed-early"],
    alsoRoot: ["port-refused", "connection-closed-early"],
    verdict: "down",
  },
});
