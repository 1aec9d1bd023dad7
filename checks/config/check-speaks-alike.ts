import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike } from "../../src/model/evidence.ts";
import { exchangeSentence, succeeds } from "../../src/model/exchange.ts";
import { wasTried } from "../../src/model/handshake.ts";
import { liveness } from "../../src/model/liveness.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

type Exchange = ObservationOf<"exchange">;

export default defineCheck({
  id: "check-speaks-alike",
  layer: "config",
  since: "0.1.0",
  title: "A health check speaks the protocol that the service and the traffic speak",
  about: [
    "Looks at declared checks that speak another protocol than the routes beside them: HTTP/1.1 where the traffic is HTTP/2 or",
    "gRPC, gRPC where it is HTTP. The check fails while the same endpoint answers the traffic, or answers the check's own",
    "request in the protocol of the traffic: `health-check-protocol-mismatch`. Envoy's checks speak HTTP/1.1 unless they name",
    "another codec, whatever the cluster speaks.",
  ].join("\n"),
  for: "endpoint",
  needs: { exchanges: needed("exchange"), otherVersion: useful("exchange", "http-version") },
  causes: {
    "health-check-protocol-mismatch": {
      title: (of) =>
        `The health check speaks ${of.args.asked}, and the service speaks ${of.args.spoken}: ${who(of)}`,
      meaning:
        "The check asks in a protocol that the service does not speak on this port, while the traffic itself is understood. The " +
        "gateway takes out endpoints that are healthy.",
      fix: (of) =>
        fix(`Make the check speak ${of.args.spoken}`, [
          configStep(
            of,
            {
              ...(of.args.add !== undefined && {
                haproxy: `${of.args.add} on the server line: where it has port or addr, the check takes neither TLS nor the PROXY protocol from the rest of that line`,
              }),
              envoy:
                of.args.spoken === "gRPC"
                  ? "grpc_health_check: {} in place of http_health_check"
                  : "http_health_check: { codec_client_type: HTTP2 } where the service speaks HTTP/2, an http_health_check in place of grpc_health_check where it does not speak gRPC",
            },
            "Set the protocol of the check to that of the traffic.",
          ),
        ]),
      verify: ({ args }) => [String(args.curl)],
      includes: [
        "http-version-mismatch",
        "upstream-protocol-mismatch",
        "response-malformed",
        "connection-closed-early",
        "connection-reset",
        "health-status-unexpected",
        "grpc-not-serving",
        "wrong-service",
        "plaintext-to-tls-port",
        "tls-to-plaintext-port",
        "proxy-protocol-mismatch",
      ],
    },
  },
  judge(look) {
    const { about, seen, policy } = look;
    const asked = seen.exchanges.filter((one) => wasTried(one) && one.request.isCheck === true);
    if (asked.length === 0) return skip("no health check is declared");
    const findings = eachStep(about, asked, (exchange) => {
      const spoken = trafficOf(look.about.routes[0]?.forward);
      const own = nameOf(exchange);
      if (spoken === undefined || spoken === own || !isPuzzled(exchange)) return [];
      const cured = alike(exchange, seen.otherVersion).find(succeeds);
      const traffic = seen.exchanges.find(
        (one) => one.request.isCheck !== true && liveness(one, policy).alive === true,
      );
      if (cured === undefined && traffic === undefined) return [];
      const proof = cured ?? traffic;
      const evidence = [
        exchangeSentence(exchange),
        ...(proof === undefined
          ? []
          : [`${cured === undefined ? "the traffic itself" : "the same check"}, ${exchangeSentence(proof)}`]),
      ];
      const value = about.upstream.healthCheck?.httpVersion?.location ?? about.upstream.healthCheck?.location;
      const args = { asked: own, spoken };
      return [
        root(
          claim(look, exchange, {
            cause: "health-check-protocol-mismatch",
            strength: 0.95,
            evidence,
            value,
            args,
          }),
        ),
      ];
    });
    return conclude(findings, "the check is understood, or speaks as the traffic does");
  },
});

function trafficOf(
  forward: { readonly protocol: string; readonly httpVersion: { readonly value: string } } | undefined,
): string | undefined {
  if (forward?.protocol === "grpc") return "gRPC";
  if (forward?.protocol !== "http") return undefined;
  return forward.httpVersion.value === "2" ? "HTTP/2" : "HTTP/1.1";
}

function nameOf({ request }: Exchange): string {
  const ask = request.exchange;
  if (ask?.protocol === "grpc") return "gRPC";
  return ask?.httpVersion === "2" ? "HTTP/2" : "HTTP/1.1";
}

/** What came is no answer in the protocol that was asked, or a refusal of it. */
function isPuzzled({ facts, outcome }: Exchange): boolean {
  if (outcome.kind === "reset" || outcome.kind === "rejected" || facts.malformed !== undefined) return true;
  if (facts.status !== undefined && [400, 415, 426, 464, 505].includes(facts.status)) return true;
  return facts.grpcStatus !== undefined && facts.grpcServing === undefined;
}
