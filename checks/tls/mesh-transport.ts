import { defineCheck, useful } from "../../src/model/check.ts";
import { alike, asker } from "../../src/model/evidence.ts";
import { exchangeSentence } from "../../src/model/exchange.ts";
import { completes, handshakeSentence, wasTried } from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep, lastSteps } from "../../src/testimony/steps.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

type Handshake = ObservationOf<"handshake">;
type Exchange = ObservationOf<"exchange">;

export default defineCheck({
  id: "mesh-transport",
  layer: "tls",
  since: "0.1.0",
  title: "Both sides of a mesh speak mutual TLS, or neither does",
  about: [
    "Looks at upstreams of a service mesh. Plaintext to an endpoint that wants TLS and asks for a client certificate, or the",
    "mesh's own TLS to an endpoint that speaks plaintext, is `mtls-mode-mismatch`: a rule switches it on or off on one side",
    "alone, or an instance runs without its proxy. Outside of a mesh the same is told as plaintext-to-tls-port or its reverse.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
    overTls: useful("handshake", "transport"),
  },
  causes: {
    "mtls-mode-mismatch": {
      title: (of) =>
        `${of.args.asker} sends ${of.args.sent}, and the other side of the mesh wants ${of.args.wanted}: ${who(of)}`,
      meaning:
        "In a mesh the proxies on both sides must agree on mutual TLS. Here one side has it switched on and the other has not: a rule " +
        "for the client (DestinationRule) and one for the server (PeerAuthentication) contradict each other, or one side has no proxy.",
      fix: (of) =>
        fix(
          "Let both rules say the same",
          [
            of.args.sent === "plaintext"
              ? "Set trafficPolicy.tls.mode: ISTIO_MUTUAL in the DestinationRule, or take its tls block away."
              : "Give the instance its proxy (injection), or set tls.mode: DISABLE for it in a DestinationRule.",
            "A DestinationRule with a tls block of its own switches automatic mutual TLS off for its host.",
          ],
          ["istioctl x describe pod POD"],
        ),
      verify: ({ args }) => [String(args.openssl)],
      includes: [
        "plaintext-to-tls-port",
        "tls-to-plaintext-port",
        "connection-reset",
        "connection-closed-early",
        "tls-client-certificate-required",
      ],
    },
  },
  judge(look) {
    const { about, seen, gateway } = look;
    if (about.upstream.isMesh !== true) return skip("it is not part of a mesh");
    const steps: readonly (Handshake | Exchange)[] = lastSteps(
      seen.handshakes.filter(wasTried),
      seen.exchanges.filter(wasTried),
    );
    const findings = eachStep(about, steps, (step) => {
      const found = step.kind === "handshake" ? metPlaintext(step) : metTls(step, alike(step, seen.overTls));
      if (found === undefined) return [];
      const evidence = [
        step.kind === "handshake" ? handshakeSentence(step, asker(gateway)) : exchangeSentence(step),
        ...found.because,
      ];
      const args = { sent: found.sent, wanted: found.wanted };
      return [root(claim(look, step, { cause: "mtls-mode-mismatch", strength: 0.92, evidence, args }))];
    });
    return conclude(findings, "both sides of the mesh agree");
  },
});

interface Mismatch {
  readonly sent: string;
  readonly wanted: string;
  readonly because: readonly string[];
}

function metPlaintext({ facts }: Handshake): Mismatch | undefined {
  if (facts.spoke !== "http" && facts.spoke !== "http2") return undefined;
  return { sent: "mutual TLS", wanted: "plaintext", because: [`what comes back is ${facts.spoke}`] };
}

function metTls({ facts, request }: Exchange, overTls: readonly Handshake[]): Mismatch | undefined {
  if (request.tls !== undefined || facts.status !== undefined) return undefined;
  const shaken = overTls.find(
    (one) => completes(one) || one.facts.clientCertificateRequested === true || one.facts.chain.length > 0,
  );
  if (shaken === undefined && facts.spoke !== "tls") return undefined;
  const asks = shaken?.facts.clientCertificateRequested === true ? ["it asks for a client certificate"] : [];
  return {
    sent: "plaintext",
    wanted: "mutual TLS",
    because: [...(shaken === undefined ? [] : ["over TLS it shows a certificate"]), ...asks],
  };
}
