import { utimesSync } from "node:fs";
import { ADMIN, adminReplay, cluster, ENVOY, envoyConf, overTls } from "../../envoy-conf.ts";
import { type Place, scenario } from "../../scenario.ts";

const DAY_MS = 86_400_000;

const clusterOf = ({ pki }: Place) =>
  cluster(
    "api",
    ["10.77.0.2:8443"],
    overTls({
      sni: "api.internal",
      common_tls_context: {
        tls_certificates: [
          {
            certificate_chain: { filename: `${pki}/client.pem` },
            private_key: { filename: `${pki}/client.key` },
          },
        ],
      },
    }),
  );

/** The file holds a certificate that is valid: the one in Envoy's memory was there before it. */
export default scenario({
  ...ENVOY,
  id: "envoy-certificate-renewed-and-not-read",
  headline: "503, connection termination",
  config: (place) => envoyConf({ clusters: [clusterOf(place)] }),
  services: ({ pki }) => [
    { kind: "http", at: "10.77.0.2:8443", tls: { cert: "api", clientCert: true } },
    adminReplay({
      hosts: { api: { "10.77.0.2:8443": { failed_outlier_check: true } } },
      certs: [
        {
          cert_chain: [
            {
              path: `${pki}/client.pem`,
              serial_number: "5f3a",
              subject_alt_names: [{ dns: "gateway.internal" }],
              valid_from: new Date(Date.now() - 92 * DAY_MS).toISOString(),
              expiration_time: new Date(Date.now() - 2 * DAY_MS).toISOString(),
            },
          ],
        },
      ],
    }),
  ],
  before: ({ pki }) => {
    const renewed = (Date.now() - DAY_MS) / 1000;
    utimesSync(`${pki}/client.pem`, renewed, renewed);
  },
  uhcArgs: () => ["--admin", `http://${ADMIN}/`],
  proof: { ask: [{ to: "10.77.0.2:8443", status: [-3, -2, -1, 0, 400] }] },
  expect: {
    firstCause: "config-not-reloaded",
    verdict: "degraded",
    alsoVerdict: "down",
    mustNotRoot: ["tls-client-certificate-required"],
  },
});
