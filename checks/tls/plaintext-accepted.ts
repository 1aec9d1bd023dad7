import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, quoted } from "../../src/model/evidence.ts";
import { cameEmpty, exchangeSentence, succeeds, wasCut } from "../../src/model/exchange.ts";
import { completes, handshakeResult, wasTried } from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { configStep, fix, whoAsked } from "../../src/testimony/remedy.ts";
import { opensslCommand } from "../../src/testimony/reproduce.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

/** What nginx, Go's net/http, Apache httpd, Tomcat and HAProxy answer to plaintext on a TLS port, all with status 400. */
const HTTPS_PORT_PAGE =
  /plain HTTP request was sent to HTTPS port|sent an HTTP request to an HTTPS server|speaking plain HTTP to an SSL-enabled server port|combination of host and port requires TLS/i;

export default defineCheck({
  id: "plaintext-accepted",
  layer: "tls",
  since: "0.1.0",
  title: "The port that the gateway speaks plaintext to accepts plaintext",
  about: [
    "Sends the gateway's plaintext request and looks for the signs of a TLS port: a TLS record instead of an answer, an",
    "error page that says so, or a connection that is closed without a word. The experiment makes a TLS handshake with",
    "the same port: if that ends well where plaintext gets nothing, the port is `plaintext-to-tls-port`. A port that",
    "serves both is fine.",
  ].join("\n"),
  for: "endpoint",
  needs: { exchanges: needed("exchange"), handshakes: useful("handshake", "transport") },
  causes: {
    "plaintext-to-tls-port": {
      title: (of) => `Plaintext is spoken to a port that wants TLS: ${whoAsked(of)}`,
      meaning:
        "The service expects a TLS handshake on this port and the gateway sends its request in the clear. Some servers " +
        "answer 400 with a page that says so, others send a TLS alert or close the connection.",
      fix: (of) =>
        fix(`Speak TLS to ${of.args.target}, or name the service's plaintext port`, [
          configStep(
            of,
            {
              nginx:
                of.args.family === "grpc"
                  ? "grpc_pass grpcs://…;"
                  : "proxy_pass https://…; and beside it proxy_ssl_server_name on;",
              haproxy:
                "ssl verify required ca-file FILE on the server line (check-ssl where only the check lacks it)",
              caddy: "https:// before the address in reverse_proxy, or tls in transport http",
            },
            "Turn TLS on for this upstream, with the server name that the service expects.",
          ),
        ]),
      verify: ({ args }) => [String(args.curl), String(args.openssl)],
      includes: [
        "connection-closed-early",
        "connection-reset",
        "response-malformed",
        "health-status-unexpected",
      ],
    },
  },
  judge(look) {
    const { seen } = look;
    const asked = seen.exchanges.filter((each) => wasTried(each) && each.request.tls === undefined);
    const findings = eachStep(look.about, asked, (exchange) => {
      const shaken = alike(exchange, seen.handshakes).find(completes);
      const strength = certainty(exchange, shaken !== undefined);
      if (strength === 0) return [];
      const page = HTTPS_PORT_PAGE.test(exchange.facts.bodyStart)
        ? [`its page: ${quoted(exchange.facts.bodyStart)}`]
        : [];
      const tls =
        shaken === undefined ? [] : [`a TLS handshake with the same port ${handshakeResult(shaken)}`];
      const evidence = [exchangeSentence(exchange), ...page, ...tls];
      const args = shaken === undefined ? {} : { openssl: opensslCommand(shaken.request) };
      return [root(claim(look, exchange, { cause: "plaintext-to-tls-port", strength, evidence, args }))];
    });
    return conclude(findings, "the port accepts plaintext");
  },
});

function certainty(exchange: ObservationOf<"exchange">, takesTls: boolean): number {
  const { facts } = exchange;
  if (facts.status === 400 && HTTPS_PORT_PAGE.test(facts.bodyStart)) return takesTls ? 0.98 : 0.97;
  if (facts.spoke === "tls") return takesTls ? 0.98 : 0.93;
  if (!takesTls || succeeds(exchange)) return 0;
  // A port may serve both, so an orderly answer in plaintext outweighs a handshake that works too.
  if (wasCut(exchange) && cameEmpty(exchange)) return 0.92;
  return facts.status === 400 ? 0.8 : 0;
}
