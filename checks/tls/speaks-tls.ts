import { type CauseArgs, defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, asker, routeOf } from "../../src/model/evidence.ts";
import { exchangeSentence, isSilent, otherServer } from "../../src/model/exchange.ts";
import { completes, handshakeSentence, wasTried } from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { configStep, fix, whoAsked } from "../../src/testimony/remedy.ts";
import { curlCommand } from "../../src/testimony/reproduce.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

/** How TLS libraries name bytes that are no TLS record; the same in OpenSSL 1.1 and 3, and with Node's prefix. */
const NO_TLS_RECORD =
  /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|RECORD_LAYER_FAILURE|HTTP_REQUEST|UNKNOWN_PROTOCOL/;

export default defineCheck({
  id: "speaks-tls",
  layer: "tls",
  since: "0.1.0",
  title: "The port that the gateway speaks TLS to speaks TLS",
  about: [
    "Looks at what comes back to the gateway's client hello. Text instead of a TLS record, or a plaintext request that",
    "the same port answers while the handshake fails, is `tls-to-plaintext-port`. A server of another kind altogether",
    "(SSH, Redis, …) is left to `wrong-service`.",
  ].join("\n"),
  for: "endpoint",
  needs: { handshakes: needed("handshake"), plaintext: useful("exchange", "transport") },
  causes: {
    "tls-to-plaintext-port": {
      title: (of) => `TLS is spoken to a port that speaks plaintext: ${whoAsked(of)}`,
      meaning:
        "The gateway opens a TLS handshake and the service answers in plaintext, or waits for plaintext. The logs of " +
        "gateways built on OpenSSL call it `wrong version number`. Either the scheme is wrong or the port is.",
      fix: (of) =>
        fix(`Speak plaintext to ${of.args.target}, or name the port on which the service speaks TLS`, [
          configStep(
            of,
            {
              nginx: plainLine(of.args.isStream === 1 ? "stream" : of.args.family),
              haproxy: "take ssl and check-ssl off the server line",
              caddy: "take https:// off the address in reverse_proxy, and tls out of transport http",
            },
            "Take TLS off for this upstream.",
          ),
          "Or, if the service has a TLS port as well, name that port on the endpoint's line.",
          ...(of.args.port === 80
            ? ["An endpoint that is written without a port gets port 80, also under https."]
            : []),
        ]),
      verify: ({ args }) => [String(args.openssl), String(args.plainCurl)],
      includes: [
        "tls-handshake-timeout",
        "response-malformed",
        "connection-reset",
        "tls-verification-off",
        "sni-not-sent",
      ],
    },
  },
  judge(look) {
    const { seen, about, gateway } = look;
    const tried = seen.handshakes.filter(wasTried);
    const findings = eachStep(about, tried, (handshake) => {
      if (completes(handshake)) return [];
      const { spoke } = handshake.facts;
      const plain = alike(handshake, seen.plaintext).find(
        (each) => each.outcome.kind === "answered" && !isSilent(each),
      );
      if (isOtherServer(handshake) || plain?.facts.spoke === "tls") return [];
      const strength = certainty(
        spoke,
        handshake.outcome.code,
        handshake.facts.alert !== undefined,
        plain !== undefined,
      );
      if (strength === 0) return [];
      const own = handshakeSentence(handshake, asker(gateway));
      const evidence =
        plain === undefined ? [own] : [own, `the same port in plaintext: ${exchangeSentence(plain)}`];
      const value = routeOf(about, handshake)?.forward.tls?.location;
      const { target } = handshake.request;
      const args = {
        isStream: handshake.request.exchange?.protocol === "tcp" ? 1 : 0,
        port: target.kind === "tcp" ? target.port : 0,
        plainCurl: curlCommand({ ...handshake.request, tls: undefined }),
      };
      return [
        root(claim(look, handshake, { cause: "tls-to-plaintext-port", strength, evidence, value, args })),
      ];
    });
    return conclude(findings, "what answers the client hello is TLS");
  },
});

/** In nginx, TLS is a scheme where it speaks HTTP or gRPC, and a directive where it passes bytes on. */
function plainLine(family: CauseArgs["args"][string] | undefined): string {
  if (family === "stream") return "proxy_ssl off;";
  if (family === "grpc") return "grpc_pass grpc://…;";
  return family === "uwsgi" ? "uwsgi_pass …; (not suwsgi://)" : "proxy_pass http://…; (not https://)";
}

/** Where bytes are only passed on, any plaintext server may be the right one. */
function isOtherServer({ facts, request }: ObservationOf<"handshake">): boolean {
  return request.exchange?.protocol !== "tcp" && otherServer(facts.spoke) !== undefined;
}

/** 0 where nothing speaks for it: an alert can only come from a TLS server. */
function certainty(
  spoke: string | undefined,
  code: string | undefined,
  hasAlert: boolean,
  answersPlain: boolean,
): number {
  if (hasAlert) return 0;
  const isText = spoke !== undefined && spoke !== "tls" && spoke !== "unknown";
  if (answersPlain) return isText ? 0.98 : 0.95;
  if (isText) return 0.95;
  if (spoke === "tls") return 0;
  return NO_TLS_RECORD.test(code ?? "") ? 0.85 : 0;
}
