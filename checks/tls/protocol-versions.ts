import { type CauseArgs, defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, asker, routeOf } from "../../src/model/evidence.ts";
import { completes, finished, handshakeSentence, wasTried } from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { withFlag } from "../../src/testimony/reproduce.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

/** The client's own refusal of the version that the server chose; names as in OpenSSL 1.1 and 3. */
const OWN_REFUSAL = /UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|VERSION_TOO_LOW|WRONG_SSL_VERSION/;

/** TLS 1.0 and 1.1 sign with SHA-1, which OpenSSL 3 refuses above security level 0, also where the config offers them. */
const OLD_SIGNATURE = /LEGACY_SIGALG|WRONG_SIGNATURE_TYPE|NO_SUITABLE_DIGEST|INTERNAL_ERROR/;
const OLD: ReadonlySet<string | undefined> = new Set(["TLSv1", "TLSv1.1"]);

export default defineCheck({
  id: "protocol-versions",
  layer: "tls",
  since: "0.1.0",
  title: "Gateway and service have a TLS version in common",
  about: [
    "Offers the TLS versions that the gateway offers. Alert 70 (protocol_version, RFC 8446 section 6.2) from either side",
    "is `tls-version-mismatch`. Some servers send alert 40 or hang up instead: then the cause is named only if the",
    "experiment, which offers every version, gets through.",
  ].join("\n"),
  for: "endpoint",
  needs: { handshakes: needed("handshake"), anyVersion: useful("handshake", "tls-versions") },
  causes: {
    "tls-version-mismatch": {
      title: (of) =>
        of.args.isOffered === 1
          ? `${who(of)} ends at ${of.args.spoken}, which ${of.args.asker} offers and its OpenSSL forbids`
          : `No TLS version in common with ${who(of)}: ${of.args.asker} offers ${of.args.offered}`,
      meaning:
        "Client and server each have a list of TLS versions, and no version is on both. Typical: an old service that " +
        "ends at TLS 1.1 behind a gateway that dropped it, or a service that takes TLS 1.3 alone behind an old gateway.",
      fix: (of) =>
        of.args.isOffered === 1
          ? fix(
              "Make the service speak TLS 1.2 or 1.3, or lower the gateway's security level for it",
              levelSteps(of),
            )
          : fix(
              of.args.spoken === ""
                ? "Give gateway and service a TLS version in common"
                : `The service speaks ${of.args.spoken}: offer it`,
              [
                ...(of.args.kind === "caddy"
                  ? ["Caddy speaks TLS 1.2 and 1.3 to its upstreams, and no line of its config changes that."]
                  : [versionStep(of), ...levelSteps(of)]),
                "Better, if the service is the old side: make it speak TLS 1.2 or 1.3.",
              ],
            ),
      verify: ({ args }) => [String(args.openssl), withFlag(args.openssl, "-tls1_2")],
      includes: ["tls-cipher-mismatch"],
    },
  },
  judge(look) {
    const { seen, about, gateway } = look;
    const findings = eachStep(about, seen.handshakes, (handshake) => {
      if (!wasTried(handshake) || completes(handshake)) return [];
      const cured = finished(alike(handshake, seen.anyVersion));
      const strength = certainty(handshake, cured);
      if (strength === 0) return [];
      const offered = handshake.request.tls?.versions ?? [];
      const spoken = cured?.facts.version ?? "";
      const wanted = [...new Set([...offered, spoken || "TLSv1.2", spoken || "TLSv1.3"])].sort();
      const sentences = cured === undefined ? [handshake] : [handshake, cured];
      const evidence = sentences.map((each) => handshakeSentence(each, asker(gateway)));
      const value = routeOf(about, handshake)?.forward.tls?.versions.location;
      const isOffered = offered.some((version) => version === spoken) ? 1 : 0;
      const args = { offered: offered.join(" "), spoken, wanted: wanted.join(" "), isOffered };
      return [
        root(claim(look, handshake, { cause: "tls-version-mismatch", strength, evidence, value, args })),
      ];
    });
    return conclude(findings, "no handshake fails over the TLS version");
  },
});

function versionStep(of: CauseArgs): string {
  return configStep(
    of,
    {
      nginx: `${of.args.family}_ssl_protocols ${of.args.wanted};`,
      haproxy: "ssl-min-ver and ssl-max-ver on the server line",
    },
    `Offer ${of.args.wanted} to this upstream.`,
  );
}

/** What the old versions need beside being offered. */
function levelSteps(of: CauseArgs): readonly string[] {
  if (!OLD.has(String(of.args.spoken))) return [];
  const lines = {
    nginx: `${of.args.family}_ssl_ciphers DEFAULT:@SECLEVEL=0;`,
    haproxy: "ciphers DEFAULT:@SECLEVEL=0 on the server line",
  };
  return [
    "OpenSSL 3 lets TLS 1.0 and 1.1 sign at security level 0 alone, whatever versions are offered.",
    configStep(of, lines, "Set the cipher list DEFAULT:@SECLEVEL=0 for this upstream."),
  ];
}

function certainty(
  handshake: ObservationOf<"handshake">,
  cured: ObservationOf<"handshake"> | undefined,
): number {
  const saysVersion = handshake.facts.alert?.number === 70 || OWN_REFUSAL.test(handshake.outcome.code ?? "");
  // The version that got through has to be one that the gateway does not offer, or something else was the cure.
  const offered: readonly string[] = handshake.request.tls?.versions ?? [];
  const isNew = cured?.facts.version !== undefined && !offered.includes(cured.facts.version);
  if (isNew) return 0.97;
  if (OLD.has(cured?.facts.version) && OLD_SIGNATURE.test(handshake.outcome.code ?? "")) return 0.95;
  if (saysVersion) return 0.9;
  return 0;
}
