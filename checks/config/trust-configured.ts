import { defineCheck } from "../../src/model/check.ts";
import { problemFindings } from "../../src/testimony/problem.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "trust-configured",
  layer: "config",
  since: "0.1.0",
  title: "Where the gateway verifies certificates it has something to verify them with",
  about: [
    "Looks for verification that is switched on without a file of trusted certificates. nginx and HAProxy have no default trust",
    "and refuse such a config. Whether the file is there and holds the right authority is not judged here.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "tls-trust-missing": {
      title: () => "Certificates are to be verified, and no trusted certificates are named",
      meaning:
        "Verification of the upstream's certificate is on, and the config names no file of authorities to verify it against. " +
        "The gateway refuses that, or could trust nobody.",
      fix: (of) =>
        fix(
          "Name the file with the authority that signed the upstream's certificate",
          [
            configStep(
              of,
              {
                nginx: `${settingOf(of.args.message)} /etc/ssl/certs/ca-certificates.crt; (or the file of your own authority)`,
                haproxy: "ca-file @system-ca on the server line (or the file of your own authority)",
              },
              "Name a file of trusted certificates.",
            ),
          ],
          [String(of.args.test)],
        ),
      verify: ({ args }) => [String(args.test)],
      includes: [],
    },
  },
  judge({ gateway }) {
    return conclude(problemFindings(gateway, "tls-trust-missing"), "nothing is verified without trust");
  },
});

/** nginx names the missing directive: "no grpc_ssl_trusted_certificate for grpc_ssl_verify". */
function settingOf(message: string | number | undefined): string {
  return /\b\w+_trusted_certificate\b/.exec(String(message))?.[0] ?? "proxy_ssl_trusted_certificate";
}
