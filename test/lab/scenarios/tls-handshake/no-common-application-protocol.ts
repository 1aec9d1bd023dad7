import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "no-common-application-protocol",
  headline: "502, handshake failed",
  config: (place) => httpConf(place, site("grpc_pass grpcs://10.77.0.2:8443;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ status: 502 }], log: [/SSL alert number 120/] },
  expect: {
    firstCause: "tls-alpn-mismatch",
    alsoAcceptable: ["upstream-protocol-mismatch", "http-version-mismatch"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
