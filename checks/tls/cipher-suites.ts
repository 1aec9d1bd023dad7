import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, asker, quoted, routeOf, shellQuote } from "../../src/model/evidence.ts";
import { alertFrom, completes, finished, handshakeSentence, wasTried } from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { withFlag } from "../../src/testimony/reproduce.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

type Handshake = ObservationOf<"handshake">;

/** What the client's library refuses of the server's choice by itself (OpenSSL's security level). */
const OWN_REFUSAL = /NO_SHARED_CIPHER|NO_CIPHERS_AVAILABLE|DH_KEY_TOO_SMALL|WRONG_CIPHER_RETURNED/;

export default defineCheck({
  id: "cipher-suites",
  layer: "tls",
  since: "0.1.0",
  title: "Gateway and service have a cipher suite in common",
  about: [
    "Offers the cipher list that the gateway offers. Alert 71, or alert 40 that goes away when every suite is offered, is",
    "`tls-cipher-mismatch`. Alert 40 alone says little: a missing server name and a missing client certificate end in it",
    "too, so without the experiment this cause stays a weak one among several.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    handshakes: needed("handshake"),
    anyCipher: useful("handshake", "tls-ciphers"),
    anyVersion: useful("handshake", "tls-versions"),
    otherName: useful("handshake", "server-name"),
  },
  causes: {
    "tls-cipher-mismatch": {
      title: (of) => `No cipher suite in common with ${who(of)}`,
      meaning:
        "The gateway offers a list of cipher suites, and the service accepts none of them. Typical: a hardened list on " +
        "one side and an old library on the other, or an ECDSA certificate where only RSA suites are offered.",
      fix: (of) =>
        fix("Offer a cipher suite that the service accepts", [
          of.args.kind === "caddy"
            ? "Caddy offers what Go offers, and no line of its config changes that: let the service take ECDHE with AES-GCM or ChaCha20."
            : configStep(
                of,
                { nginx: `${of.args.family}_ssl_ciphers ${of.args.wanted};` },
                `Widen the cipher list for this upstream, for example to ${of.args.wanted}.`,
              ),
        ]),
      verify: ({ args }) => [withFlag(args.openssl, `-cipher ${args.offered}`), String(args.openssl)],
      includes: [],
    },
  },
  judge(look) {
    const { seen, about, gateway } = look;
    const findings = eachStep(about, seen.handshakes, (handshake) => {
      if (!wasTried(handshake) || completes(handshake)) return [];
      const cured =
        finished(alike(handshake, seen.anyCipher)) ?? openedUp(handshake, alike(handshake, seen.anyVersion));
      const others = [...alike(handshake, seen.anyVersion), ...alike(handshake, seen.otherName)];
      const wasVaried = alike(handshake, seen.anyCipher).some(wasTried);
      const strength = certainty(handshake, cured !== undefined, wasVaried || finished(others) !== undefined);
      if (strength === 0) return [];
      const sentences = cured === undefined ? [handshake] : [handshake, cured];
      const offered = handshake.request.tls?.ciphers ?? "";
      const evidence = [
        ...sentences.map((each) => handshakeSentence(each, asker(gateway))),
        `ciphers offered: ${quoted(offered)}`,
        ...(cured?.facts.cipher === undefined ? [] : [`the service takes ${cured.facts.cipher}`]),
      ];
      const value = routeOf(about, handshake)?.forward.tls?.ciphers.location;
      const args = {
        offered: shellQuote(offered),
        wanted: cured?.facts.cipher ?? "DEFAULT",
      };
      return [
        root(claim(look, handshake, { cause: "tls-cipher-mismatch", strength, evidence, value, args })),
      ];
    });
    return conclude(findings, "no handshake fails over the cipher suite");
  },
});

/** The experiment with all versions opens the ciphers too; with a version that was offered anyway, those were the cure. */
function openedUp(own: Handshake, anyVersion: readonly Handshake[]): Handshake | undefined {
  const offered: readonly string[] = own.request.tls?.versions ?? [];
  return anyVersion.find((each) => completes(each) && offered.includes(each.facts.version ?? ""));
}

function certainty(handshake: Handshake, isCured: boolean, isExplained: boolean): number {
  const alert = alertFrom(handshake);
  if (isCured) return 0.97;
  if (isExplained) return 0;
  if (OWN_REFUSAL.test(handshake.outcome.code ?? "")) return 0.85;
  if (alert === 71) return 0.75;
  if (alert !== 40) return 0;
  // A server that asked for a certificate has already agreed on a suite.
  return handshake.facts.clientCertificateRequested === true ? 0 : 0.3;
}
