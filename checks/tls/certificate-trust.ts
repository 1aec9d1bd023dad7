import type { CauseId } from "../../src/model/cause.ts";
import { type Args, type CauseArgs, defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, asker, quoted, routeOf, shellQuote } from "../../src/model/evidence.ts";
import type { TlsSettings } from "../../src/model/forward.ts";
import { verifies, wasTried } from "../../src/model/handshake.ts";
import type { HandshakeFacts, ObservationOf } from "../../src/model/observation.ts";
import type { Fix } from "../../src/model/report.ts";
import type { Location } from "../../src/model/source.ts";
import { claim } from "../../src/testimony/claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { withFlag } from "../../src/testimony/reproduce.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

/** Organisations of public CAs, as they stand in the issuer of what they sign. */
const PUBLIC_CA =
  /Let's Encrypt|DigiCert|Sectigo|GlobalSign|GoDaddy|Amazon|Google Trust Services|ZeroSSL|Entrust|Certum|Buypass|SSL Corp|Actalis|Starfield|COMODO|Thawte|GeoTrust|HARICA|SwissSign|Microsoft Corporation/i;
const MIDDLE_CA = /intermediate|issuing|sub(ordinate)? ?ca\b/i;
const ROOT_CA = /\broot\b/i;

/** X509_V_ERR_CERT_CHAIN_TOO_LONG: more intermediates than the gateway allows. */
const TOO_LONG = 22;

export default defineCheck({
  id: "certificate-trust",
  layer: "tls",
  since: "0.1.0",
  title: "The chain of certificates leads to a CA that the gateway trusts",
  about: [
    "Only where the gateway verifies: reads the first error of the verification against the gateway's own trust file.",
    "X509_V_ERR 18 is `tls-certificate-self-signed`, 19 and the rest `tls-certificate-untrusted`, revocation among them. 20 and 21 mean that an",
    "issuer is missing, and not whose fault that is: `tls-chain-incomplete` if the server shows its own certificate alone",
    "and the issuer is a public CA (public roots never sign servers, CA/B Baseline Requirements 6.1.7) or calls itself",
    "intermediate, or if the certificates that it shows do not follow each other; `tls-certificate-untrusted` if the chain",
    "is whole up to a missing root, or verifies against the distribution's bundle (the experiment). A leaf alone from an",
    "unknown private CA decides nothing, and both are named.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    handshakes: needed("handshake"),
    renamed: useful("handshake", "server-name"),
    bySystem: useful("handshake", "trust"),
  },
  causes: {
    "tls-certificate-untrusted": {
      title: (of) =>
        ownTitle(of) ?? `The certificate of ${who(of)} comes from a CA that ${of.args.asker} does not trust`,
      meaning:
        "The chain ends at a CA that is not in the trust file of the gateway, or breaks another rule of its verification " +
        "(depth, purpose, revocation).",
      fix: (of) =>
        ownFix(of) ?? fix("Trust the CA that signs the service's certificates", untrustedSteps(of)),
      verify: ({ args }) => [withTrust(args.openssl, args.trust)],
      includes: [],
    },
    "tls-certificate-self-signed": {
      title: (of) =>
        `The certificate of ${who(of)} is its own issuer, and ${of.args.asker} does not trust it`,
      meaning:
        "A self-signed certificate proves nothing to a client that does not hold that very certificate as trusted.",
      fix: (of) =>
        fix(
          "Give the service a certificate from a CA that the gateway trusts, or trust this very certificate",
          [
            "Save the certificate from the service itself (not over the unverified connection) and add it to the trust file.",
            ...trustStep(of),
          ],
        ),
      verify: ({ args }) => [withTrust(args.openssl, args.trust)],
      includes: ["tls-certificate-name-mismatch"],
    },
    "tls-chain-incomplete": {
      title: (of) => `An intermediate certificate is missing from the chain of ${who(of)}`,
      meaning:
        "The server shows its own certificate and leaves out the one that connects it to the root. Browsers often fetch " +
        "it by themselves, gateways never do.",
      fix: (of) =>
        fix("Make the service send the whole chain", [
          `Put the certificate ${of.args.issuer} behind the server's own in the file that the service loads (fullchain.pem), and reload it.`,
          "Until then the intermediate may stand in the gateway's trust file, beside its root.",
        ]),
      verify: ({ args }) => [`${args.openssl} | grep -E '^ *[0-9]+ s:|^ *i:'`],
      includes: [],
    },
  },
  judge(look) {
    const { seen, about, gateway } = look;
    const verified = seen.handshakes.filter((each) => wasTried(each) && each.request.tls?.verify === true);
    const findings = eachStep(about, verified, (handshake) => {
      const { verification, chain } = handshake.facts;
      if (chain.length === 0 || alike(handshake, seen.renamed).some(verifies)) return [];
      const known = alike(handshake, seen.bySystem).find((each) => each.facts.verification.code === 0);
      const settings = routeOf(about, handshake)?.forward.tls;
      const trust = handshake.request.tls?.trust;
      const end = chain.at(-1);
      const args = {
        code: verification.code ?? 0,
        issuer: quoted(end?.issuer ?? ""),
        trust: trust?.kind === "file" ? shellQuote(trust.path) : "",
        isPublic: known === undefined ? 0 : 1,
        lists: handshake.request.tls?.revocations ?? "",
      };
      const evidence = [
        `verification as ${asker(gateway)} does it: error ${verification.code} ${verification.reason ?? ""}`.trim(),
        `${chainText(chain)}, issued by ${args.issuer}`,
      ];
      if (known !== undefined)
        evidence.push("the same certificate verifies against the distribution's own bundle");
      return suspects(handshake, known !== undefined).map(([cause, strength]) => {
        const value = cause === "tls-chain-incomplete" ? undefined : placeOf(settings, verification.code);
        // Everything that one unknown CA has signed fails for one reason.
        const ground =
          cause === "tls-certificate-untrusted" && verification.code !== REVOKED
            ? `issuer:${end?.issuer}`
            : `certificate:${chain[0]?.fingerprint}`;
        return root(claim(look, handshake, { cause, strength, evidence, value, ground, args }));
      });
    });
    return conclude(
      findings,
      verified.length === 0 ? "the gateway does not verify certificates" : "the chain verifies",
    );
  },
});

function chainText(chain: HandshakeFacts["chain"]): string {
  const subjects = chain.slice(0, 4).map((each) => quoted(each.subject, 60));
  return `chain of ${chain.length}: ${subjects.join(" ← ")}`;
}

/** X509_V_ERR numbers (x509_vfy.h) of what the gateway's revocation lists decide, or should. */
const NO_LIST = 3;
const LIST_TOO_YOUNG = 11;
const LIST_TOO_OLD = 12;
const REVOKED = 23;
/** And of what OpenSSL's security level forbids (SSL_CTX_set_security_level(3)). */
const LEAF_KEY_WEAK = 66;
const CA_KEY_WEAK = 67;
const DIGEST_WEAK = 68;

function ownTitle(of: CauseArgs): string | undefined {
  switch (of.args.code) {
    case REVOKED:
      return `The certificate of ${who(of)} is revoked`;
    case LIST_TOO_OLD:
    case LIST_TOO_YOUNG:
      return `The revocation list with which ${of.args.asker} verifies ${who(of)} is not in force`;
    case LEAF_KEY_WEAK:
    case CA_KEY_WEAK:
    case DIGEST_WEAK:
      return `The certificate of ${who(of)} is too weak for the security level of ${of.args.asker}`;
    case NO_LIST:
      return `${of.args.asker} has no revocation list for an issuer of the certificate of ${who(of)}`;
    default:
      return undefined;
  }
}

/** A list out of date fails all that it is asked about, whatever it says of them. */
function ownFix(of: CauseArgs): Fix | undefined {
  const { code, lists = "" } = of.args;
  if (code === REVOKED)
    return fix("Give the service a new certificate", [
      "Ask those who run the CA why this one was revoked: its key may have been stolen.",
    ]);
  if (code === LEAF_KEY_WEAK || code === CA_KEY_WEAK || code === DIGEST_WEAK)
    return fix("Give the service a certificate with stronger keys and signatures", [
      "Security level 2, Debian's and Ubuntu's default, wants RSA keys of 2,048 bits, EC keys of 224, and no SHA-1 signature.",
      configStep(
        of,
        { nginx: `${of.args.family}_ssl_ciphers DEFAULT:@SECLEVEL=1;` },
        "Until then, set the cipher list DEFAULT:@SECLEVEL=1 for this upstream.",
      ),
    ]);
  if (code !== LIST_TOO_OLD && code !== LIST_TOO_YOUNG && code !== NO_LIST) return undefined;
  const file = lists === "" ? "the file of revocation lists" : String(lists);
  return fix(`Put lists that are in force, of every CA in the chain, into ${file}, and reload the gateway`, [
    "Each list says until when it holds (nextUpdate): let a job fetch the next one and reload before that.",
  ]);
}

function untrustedSteps(of: CauseArgs): readonly string[] {
  if (of.args.code === TOO_LONG) {
    const otherwise = "Allow more intermediate certificates.";
    return [configStep(of, { nginx: `${of.args.family}_ssl_verify_depth 3;` }, otherwise)];
  }
  if (of.args.isPublic === 1)
    return [
      "It is a public CA: trust the distribution's bundle instead of this file, or beside it.",
      ...trustStep(of),
    ];
  return [`Get the certificate of ${of.args.issuer} from those who run that CA.`, ...trustStep(of)];
}

function trustStep(of: CauseArgs): readonly string[] {
  const nginx = `${of.args.family}_ssl_trusted_certificate /path/ca.pem;`;
  const caddy =
    "tls_trusted_ca_certs /path/ca.pem in transport http (since 2.8 tls_trust_pool file /path/ca.pem)";
  return [configStep(of, { nginx, caddy }, "Name a file with that CA as trusted for this upstream.")];
}

function withTrust(command: Args[string] | undefined, trust: Args[string] | undefined): string {
  return trust === "" || trust === undefined ? String(command) : withFlag(command, `-CAfile ${trust}`);
}

function placeOf(settings: TlsSettings | undefined, code: number | undefined): Location | undefined {
  if (code === TOO_LONG) return settings?.verifyDepth.location;
  if (code === REVOKED) return undefined;
  const isOfList = code === NO_LIST || code === LIST_TOO_YOUNG || code === LIST_TOO_OLD;
  return isOfList ? settings?.revocations?.location : settings?.trust.location;
}

/** Errors that leave no doubt what is missing. */
const CLEAR: ReadonlySet<number> = new Set([2, 19, NO_LIST, LIST_TOO_YOUNG, LIST_TOO_OLD, REVOKED]);

function suspects(
  handshake: ObservationOf<"handshake">,
  isPublic: boolean,
): readonly (readonly [CauseId, number])[] {
  const { code } = handshake.facts.verification;
  // Dates are judged by their own check; no code: there was nothing to verify with.
  if (code === undefined || code === 0 || code === 9 || code === 10) return [];
  // Nothing is missing from a chain that another trust completes.
  if (isPublic) return [["tls-certificate-untrusted", 0.97]];
  if (code === 18) return [["tls-certificate-self-signed", 0.97]];
  if (code !== 20 && code !== 21) return [["tls-certificate-untrusted", CLEAR.has(code) ? 0.95 : 0.85]];
  const incomplete = missingLink(handshake.facts);
  const both = [
    ["tls-chain-incomplete", incomplete],
    ["tls-certificate-untrusted", Math.round((1 - incomplete) * 95) / 100],
  ] as const;
  return both.filter(([, strength]) => strength >= 0.3);
}

/** How likely an issuer is missing because the server leaves it out, and not because its root is unknown. */
function missingLink({ chain }: HandshakeFacts): number {
  const own = chain[0];
  if (own === undefined) return 0.5;
  const isLinked = chain.every((each, index) => index === 0 || chain[index - 1]?.issuer === each.subject);
  if (!isLinked) return 0.88;
  const last = chain.at(-1) ?? own;
  if (last.isSelfIssued || ROOT_CA.test(last.issuer)) return 0.05;
  if (chain.length > 1) return 0.1;
  if (PUBLIC_CA.test(own.issuer)) return 0.93;
  return MIDDLE_CA.test(own.issuer) ? 0.85 : 0.4;
}
