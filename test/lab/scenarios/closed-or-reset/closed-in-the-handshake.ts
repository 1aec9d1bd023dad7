import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "closed-in-the-handshake",
  headline: "502, closed in the handshake",
  config: (place) => httpConf(place, site("proxy_pass https://10.77.0.2:8443;")),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8443", onData: "close" }],
  proof: { ask: [{ status: 502 }], log: [/peer closed connection in SSL handshake/] },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["connection-reset"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
