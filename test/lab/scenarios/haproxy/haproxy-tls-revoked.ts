import { HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "haproxy-tls-revoked",
  headline: "503, server is DOWN",
  ...HAPROXY,
  config: (place) =>
    haproxyConf(
      place,
      `server s1 10.77.0.2:8443 ssl verify required ca-file ${place.pki}/root.pem crl-file ${place.pki}/revocations.pem ${OFTEN}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "revoked" } }],
  proof: { ask: [{ status: 503, pauseMs: 1_500 }] },
  expect: { firstCause: "tls-certificate-untrusted", verdict: "down" },
});
