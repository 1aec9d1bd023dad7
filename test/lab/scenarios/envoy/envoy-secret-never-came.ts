import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-secret-never-came",
  headline: "503, Secret is not supplied by SDS",
  config: (place) =>
    envoyConf({
      clusters: [
        cluster("api", ["10.77.0.2:8443"], {
          transport_socket: {
            name: "envoy.transport_sockets.tls",
            typed_config: {
              "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
              sni: "api.internal",
              common_tls_context: {
                tls_certificate_sds_secret_configs: [{ name: "client", sds_config: { ads: {} } }],
                validation_context: { trusted_ca: { filename: `${place.pki}/root.pem` } },
              },
            },
          },
        }),
      ],
      accessLog: `${place.dir}/access.log`,
    }),
  files: () => ({
    "access.log":
      `[${new Date(Date.now() - 5_000).toISOString()}] "GET /v1 HTTP/1.1" 503 UF,URX upstream_reset_before_response_started{connection_failure|TLS_error:_Secret_is_not_supplied_by_SDS} - "TLS_error:_Secret_is_not_supplied_by_SDS" 0 250 9 - "-" "curl/8" "6d1c" "api" "10.77.0.2:8443" api - 10.96.0.7:8081 10.77.0.1:55554 - default\n`.repeat(
        12,
      ),
  }),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ to: "10.77.0.2:8443", status: [-3, -2, -1, 0, 400] }] },
  expect: { firstCause: "tls-trust-missing", verdict: "degraded", alsoVerdict: "down" },
});
