import { defineCheck, useful } from "../../src/model/check.ts";
import { alike, asker, hostWord, routeOf } from "../../src/model/evidence.ts";
import { exchangeSentence, succeeds } from "../../src/model/exchange.ts";
import {
  alertFrom,
  completes,
  finished,
  handshakeSentence,
  verifies,
  wasTried,
} from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { isServerError } from "../../src/model/server-error.ts";
import { claim } from "../../src/testimony/claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { eachStep, subjectAt } from "../../src/testimony/steps.ts";
import { against, conclude, root } from "../../src/testimony/verdict.ts";

type Handshake = ObservationOf<"handshake">;
type Exchange = ObservationOf<"exchange">;

export default defineCheck({
  id: "server-name",
  layer: "tls",
  since: "0.1.0",
  title: "The service accepts the server name (SNI) that the gateway sends, or that it sends none",
  about: [
    "Makes the handshake with the gateway's own server name, or with none where it sends none, and asks its request over",
    "it. Where that fails, the experiment changes the name alone. What then works names the cause: `tls-sni-required`",
    "where the gateway sends none, `tls-sni-rejected` where it sends one. Also a certificate that only verifies with the",
    "name, and an answer 403, 404, 421 or 5xx that only turns into 2xx or 3xx with it, count. Without the experiment an",
    "alert alone decides, with less certainty: 40 and 80 only hint at it. 112 (unrecognized_name) is made for it, also",
    "where none of the names that uhc knows is the right one.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
    renamed: useful("handshake", "server-name"),
    renamedExchanges: useful("exchange", "server-name"),
    anyCipher: useful("handshake", "tls-ciphers"),
    anyVersion: useful("handshake", "tls-versions"),
  },
  causes: {
    "tls-sni-required": {
      title: (of) =>
        `TLS works only with a server name (SNI), and ${of.args.asker}${of.args.isCheck === 1 ? "'s check" : ""} sends none: ${who(of)}`,
      meaning:
        "One address serves several names, and the name in the client hello (RFC 6066 section 3) picks certificate and " +
        "site. Without it the service ends the handshake, or shows a certificate or a site that is not the right one.",
      fix: (of) =>
        fix(`Send the server name ${of.args.works || "that the service expects"}`, [
          configStep(
            of,
            {
              nginx:
                `${of.args.family}_ssl_server_name on;` +
                (of.args.works === "" ? "" : ` ${of.args.family}_ssl_name ${of.args.works};`),
              haproxy:
                of.args.isCheck === 1
                  ? `check-sni ${of.args.works || "NAME"} on the server line: sni alone holds for requests, and not for the check`
                  : `sni str(${of.args.works || "NAME"}) on the server line, and check-sni ${of.args.works || "NAME"} for its check`,
              caddy: `tls_server_name ${of.args.works || "NAME"} in transport http`,
            },
            `Send ${of.args.works || "the service's name"} as the server name to this upstream.`,
          ),
        ]),
      verify: ({ args }) => [String(args.openssl), String(args.curl)],
      includes: [
        "sni-not-sent",
        "tls-certificate-name-mismatch",
        "tls-certificate-untrusted",
        "tls-certificate-self-signed",
        "tls-cipher-mismatch",
        "host-header-rejected",
        "application-error",
      ],
    },
    "tls-sni-rejected": {
      title: (of) => `The server name ${of.args.sent} that ${of.args.asker} sends is refused: ${who(of)}`,
      meaning:
        "The gateway names a server in the client hello that the service does not have, and the service ends the " +
        "handshake for it. Often the name is that of a group in the gateway's config, which means nothing outside it.",
      fix: (of) =>
        fix(`Send a server name that the service has${of.args.works === "" ? "" : `: ${of.args.works}`}`, [
          configStep(
            of,
            {
              nginx:
                of.args.works === "none"
                  ? `${of.args.family}_ssl_server_name off;`
                  : `${of.args.family}_ssl_name ${of.args.works || "the name in the service's certificate"};`,
              caddy: `tls_server_name ${of.args.works === "none" ? "IP-ADDRESS" : of.args.works || "NAME"} in transport http`,
              haproxy:
                of.args.works === "none"
                  ? "take sni and check-sni off the server line"
                  : `sni str(${of.args.works || "NAME"}) on the server line`,
            },
            "Change the server name for this upstream.",
          ),
        ]),
      verify: ({ args }) => [String(args.openssl)],
      includes: ["tls-certificate-name-mismatch", "tls-cipher-mismatch"],
    },
  },
  judge(look) {
    const { seen, about, gateway } = look;
    const findings = eachStep(about, seen.handshakes.filter(wasTried), (handshake) => {
      const sent = handshake.request.tls?.serverName;
      const cause = sent === undefined ? "tls-sni-required" : "tls-sni-rejected";
      const renamed = alike(handshake, seen.renamed).filter(wasTried);
      const found =
        betterHandshake(handshake, renamed) ??
        betterAnswer(alike(handshake, seen.exchanges), alike(handshake, seen.renamedExchanges));
      const isExplained = finished(alike(handshake, [...seen.anyCipher, ...seen.anyVersion])) !== undefined;
      const alone = found === undefined && !isExplained ? byItself(handshake, renamed.length > 0) : 0;
      if (found === undefined && alone === 0)
        return renamed.length > 0 && !completes(handshake)
          ? [
              against(
                cause,
                subjectAt(about, handshake),
                0.9,
                renamed.map((each) => handshakeSentence(each, asker(gateway))),
              ),
            ]
          : [];
      const settings = routeOf(about, handshake)?.forward.tls;
      const own = handshakeSentence(handshake, asker(gateway));
      const args = {
        sent: sent ?? "none",
        works: found === undefined ? "" : hostWord(found.by.request.tls?.serverName ?? "none"),
      };
      const others = renamed.map((each) => handshakeSentence(each, asker(gateway)));
      const evidence = [own, ...(found === undefined ? others : found.sentences)];
      const strength = found?.strength ?? alone;
      const value = settings?.serverName.location;
      return [root(claim(look, handshake, { cause, strength, evidence, value, args }))];
    });
    return conclude(findings, "the server name, or its absence, changes nothing");
  },
});

interface Found {
  readonly by: Handshake | Exchange;
  readonly strength: number;
  readonly sentences: readonly string[];
}

function betterHandshake(own: Handshake, renamed: readonly Handshake[]): Found | undefined {
  if (!completes(own)) {
    const by = renamed.find(completes);
    return by && { by, strength: 0.98, sentences: [handshakeSentence(by, "")] };
  }
  // A certificate that the gateway does not verify can't be the reason for anything.
  if (own.request.tls?.verify !== true || verifies(own)) return undefined;
  const by = renamed.find(verifies);
  const sentences = by && [
    handshakeSentence(by, ""),
    `its certificate verifies, without the change it does not`,
  ];
  return by && sentences && { by, strength: 0.97, sentences };
}

function betterAnswer(own: readonly Exchange[], renamed: readonly Exchange[]): Found | undefined {
  const refused = own.find((each) => isMisdirected(each.facts.status));
  const by = refused && renamed.find(succeeds);
  const sentences = by && refused && [exchangeSentence(refused), exchangeSentence(by)];
  return by && sentences && { by, strength: 0.95, sentences };
}

/** What virtual hosts answer for a name that they do not have; 421 is made for it (RFC 9110 section 15.5.20). */
function isMisdirected(status: number | undefined): boolean {
  return status === 403 || status === 404 || status === 421 || isServerError(status);
}

/** unrecognized_name: RFC 6066 section 3 has it for nothing else. */
const UNRECOGNIZED_NAME = 112;

/** How much the end of a handshake says about the server name when no other name gets through. */
function byItself(handshake: Handshake, wasRenamed: boolean): number {
  if (completes(handshake)) return 0;
  const alert = alertFrom(handshake);
  const isSent = handshake.request.tls?.serverName !== undefined;
  if (alert === UNRECOGNIZED_NAME) return isSent ? 0.9 : 0.85;
  if (isSent || wasRenamed || handshake.facts.clientCertificateRequested === true) return 0;
  if (alert === 109) return 0.6;
  if (alert === 40 || alert === 80) return 0.45;
  return handshake.outcome.kind === "reset" && handshake.facts.firstBytes === undefined ? 0.35 : 0;
}
