import { defineCheck, useful } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { asker, shellQuote } from "../../src/model/evidence.ts";
import type { Location } from "../../src/model/source.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { problemFindings } from "../../src/testimony/problem.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude, latent, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "trust-configured",
  layer: "config",
  since: "0.1.0",
  title: "Where the gateway verifies certificates it has something to verify them with",
  about: [
    "Looks for verification that is switched on without a file of trusted certificates. nginx and HAProxy have no default trust",
    "and refuse such a config. A gateway whose file of trusted certificates does not exist does not start either; one that runs",
    "has read it before, and is refused its next reload. Whether the file holds the right authority is not judged here.",
  ].join("\n"),
  for: "gateway",
  needs: { files: useful("file"), processes: useful("process") },
  causes: {
    "tls-trust-missing": {
      title: ({ args }) =>
        args.missing === undefined
          ? "Certificates are to be verified, and no trusted certificates are named"
          : `The file of trusted certificates does not exist: ${args.missing}`,
      meaning:
        "Verification of the upstream's certificate is on, and the config names no file of authorities to verify it against, or " +
        "one that is not there; or a secret that a control plane was to send has not come. " +
        "The gateway refuses that, or could trust no one.",
      fix: (of) =>
        fix(
          of.args.missing === undefined
            ? "Name the file with the authority that signed the upstream's certificate"
            : `Put the file ${of.args.missing} back, or correct its path`,
          [
            configStep(
              of,
              {
                nginx: `${settingOf(of.args.message)} /etc/ssl/certs/ca-certificates.crt; (or the file of your own authority)`,
                caddy: "tls_trusted_ca_certs FILE in transport http (tls_trust_pool file FILE since 2.8)",
                haproxy: "ca-file @system-ca on the server line (or the file of your own authority)",
              },
              "Name a file of trusted certificates.",
            ),
          ],
          [String(of.args.test)],
        ),
      verify: ({ args }) => [String(args.missing === undefined ? args.test : `ls -l ${args.missing}`)],
      includes: [],
    },
  },
  judge({ gateway, seen }) {
    const gone = seen.files.filter(
      ({ request, outcome }) => request.purpose === "trust" && outcome.kind === "not-found",
    );
    const runs = seen.processes.some(({ facts }) => facts.processes.length > 0);
    const findings = gone.map(({ request: { path }, outcome }) => {
      const claim = configClaim(gateway, {
        cause: "tls-trust-missing",
        subject: { gateway: gateway.id },
        value: placeOf(gateway, path) ?? { file: gateway.mainFile, line: 1, column: 1 },
        ground: `trust:${path}`,
        evidence: [
          outcome.reason,
          ...(runs
            ? [`${asker(gateway)} runs: it read the file before, and its next reload is refused`]
            : []),
        ],
        // a config that was brought here from another host names what is not here
        strength: 0.85,
        args: { missing: shellQuote(path) },
      });
      return runs ? latent(claim) : root(claim);
    });
    return conclude(
      [...problemFindings(gateway, "tls-trust-missing"), ...findings],
      "nothing is verified without trusted certificates",
    );
  },
});

/** The line that names the file. */
function placeOf({ routes, upstreams }: Gateway, path: string): Location | undefined {
  const settings = [
    ...routes.map(({ forward }) => forward.tls),
    ...upstreams.flatMap(({ endpoints }) => endpoints.map(({ forward }) => forward?.tls)),
  ];
  return settings.find((tls) => tls?.trust.value.kind === "file" && tls.trust.value.path === path)?.trust
    .location;
}

/** nginx names the missing directive: "no grpc_ssl_trusted_certificate for grpc_ssl_verify". */
function settingOf(message: string | number | undefined): string {
  return /\b\w+_trusted_certificate\b/.exec(String(message))?.[0] ?? "proxy_ssl_trusted_certificate";
}
