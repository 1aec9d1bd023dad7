import { cluster, ENVOY, envoyConf, overTls } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-tls-certificate-of-a-stranger",
  headline: "503, CERTIFICATE_VERIFY_FAILED",
  config: (place) =>
    envoyConf({
      clusters: [
        cluster(
          "api",
          ["10.77.0.2:8443"],
          overTls({
            sni: "api.internal",
            common_tls_context: {
              validation_context: {
                trusted_ca: { filename: `${place.pki}/root.pem` },
                match_typed_subject_alt_names: [{ san_type: "DNS", matcher: { exact: "api.internal" } }],
              },
            },
          }),
        ),
      ],
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "stranger" } }],
  proof: { ask: [{ to: "10.77.0.2:8443", status: [-3, -2, -1, 0, 400] }] },
  expect: {
    firstCause: "tls-certificate-untrusted",
    alsoAcceptable: ["tls-chain-incomplete"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8443" }],
  },
});
