import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, asker, routeOf } from "../../src/model/evidence.ts";
import { exchangeSentence, header, succeeds } from "../../src/model/exchange.ts";
import { wasTried } from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

type Exchange = ObservationOf<"exchange">;

/** Upgrade Required and HTTP Version Not Supported, RFC 9110 sections 15.5.22 and 15.6.6. */
const REFUSALS: ReadonlySet<number | undefined> = new Set([426, 505]);

export default defineCheck({
  id: "http-version",
  layer: "application",
  since: "0.1.0",
  title: "The service accepts the HTTP version that the gateway speaks",
  about: [
    "Sends the request in the gateway's HTTP version. 426 to HTTP/1.0, 505, an HTTP/2 frame instead of an answer, or a",
    "failure that another version turns into an answer are `http-version-mismatch`. A WebSocket service answers 426 to",
    "every plain request and is perfectly healthy: it names websocket in its Upgrade header, or says the same to every version.",
    "An HTTP/2 service that turns out to speak gRPC is left to `upstream-protocol-mismatch`.",
  ].join("\n"),
  for: "endpoint",
  needs: { exchanges: needed("exchange"), otherVersion: useful("exchange", "http-version") },
  causes: {
    "http-version-mismatch": {
      title: (of) => `HTTP/${of.args.sent}, which ${of.args.asker} speaks, is not accepted by ${who(of)}`,
      meaning:
        "The service refuses the HTTP version of the gateway's request: many refuse HTTP/1.0, which some gateways still " +
        "speak by default; some speak HTTP/2 alone, and some do not speak it at all.",
      fix: (of) =>
        fix(
          of.args.works === ""
            ? "Speak an HTTP version that the service accepts"
            : `Speak HTTP/${of.args.works}`,
          [
            configStep(
              of,
              {
                nginx:
                  of.args.works === "2"
                    ? "proxy_http_version 2; (from nginx 1.29.4 on; before that nginx speaks HTTP/2 only with grpc_pass)"
                    : 'proxy_http_version 1.1; proxy_set_header Connection "";',
                caddy:
                  of.args.works === "2"
                    ? "h2c://HOST:PORT in reverse_proxy (versions h2c 2 in transport http)"
                    : "versions 1.1 in transport http, and no h2c://",
                haproxy:
                  of.args.works === "2"
                    ? "proto h2 on the server line, and check-proto h2 for its check"
                    : "take proto h2 off the server line, or name HTTP/1.1 in http-check send ver",
              },
              `Set the HTTP version for this upstream to ${of.args.works || "1.1"}.`,
            ),
          ],
        ),
      verify: ({ args }) => [
        String(args.curl),
        String(args.curl).replace(
          /--http[^ ]+/,
          args.works === "2" ? "--http2-prior-knowledge" : "--http1.1",
        ),
      ],
      includes: [
        "application-error",
        "connection-closed-early",
        "connection-reset",
        "response-malformed",
        "health-status-unexpected",
      ],
    },
  },
  judge(look) {
    const { seen, about, gateway } = look;
    const asked = seen.exchanges.filter(
      (each) => wasTried(each) && each.request.exchange?.protocol === "http",
    );
    const findings = eachStep(about, asked, (exchange) => {
      if (succeeds(exchange)) return [];
      const varied = alike(exchange, seen.otherVersion);
      const found = varied.find((each) => isBetter(exchange, each));
      const strength = certainty(exchange, found, varied);
      if (strength === 0) return [];
      const evidence = [
        exchangeSentence(exchange),
        ...(found === undefined ? [] : [exchangeSentence(found)]),
      ];
      if (exchange.facts.spoke === "http2")
        evidence.push(`the answer to ${asker(gateway)}'s HTTP/1 request is an HTTP/2 frame`);
      const value = routeOf(about, exchange)?.forward.httpVersion.location;
      const works = found?.request.exchange?.httpVersion ?? (exchange.facts.spoke === "http2" ? "2" : "");
      const args = { sent: exchange.request.exchange?.httpVersion ?? "", works };
      return [
        root(claim(look, exchange, { cause: "http-version-mismatch", strength, evidence, value, args })),
      ];
    });
    return conclude(findings, "the HTTP version is accepted");
  },
});

/** A refusal of the version is over as soon as the service says anything else; any other failure needs a success. */
function isBetter(own: Exchange, varied: Exchange): boolean {
  if (isGrpc(varied)) return false;
  if (succeeds(varied)) return true;
  const { status } = varied.facts;
  const isAnswer =
    varied.outcome.kind === "answered" && status !== undefined && status < 500 && status !== 400;
  const wasRefused = REFUSALS.has(own.facts.status) || own.facts.spoke === "http2";
  return wasRefused && isAnswer && !REFUSALS.has(status);
}

function isGrpc(exchange: Exchange): boolean {
  return (
    /^application\/grpc/i.test(header(exchange, "content-type") ?? "") ||
    exchange.facts.grpcStatus !== undefined
  );
}

function certainty(own: Exchange, found: Exchange | undefined, varied: readonly Exchange[]): number {
  const { status, spoke } = own.facts;
  if (status === 426 && /websocket/i.test(header(own, "upgrade") ?? "")) return 0;
  if (found !== undefined) return succeeds(found) || REFUSALS.has(status) ? 0.95 : 0.85;
  // Who says it to every version wants something else: a WebSocket, or a newer client.
  if (status === 426 && varied.some((each) => each.facts.status === 426)) return 0;
  if (status === 505) return 0.9;
  if (status === 426) return own.request.exchange?.httpVersion === "1.0" ? 0.85 : 0;
  return spoke === "http2" ? 0.55 : 0;
}
