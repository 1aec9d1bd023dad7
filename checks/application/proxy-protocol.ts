import { defineCheck, useful } from "../../src/model/check.ts";
import { alike, asker, quoted, routeOf } from "../../src/model/evidence.ts";
import { exchangeResult, exchangeSentence, succeeds, wasCut } from "../../src/model/exchange.ts";
import { completes, handshakeResult, handshakeSentence, wasTried } from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim, type EndpointLook } from "../../src/testimony/claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { eachStep, lastSteps } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

type Step = ObservationOf<"handshake"> | ObservationOf<"exchange">;

export default defineCheck({
  id: "proxy-protocol",
  layer: "application",
  since: "0.1.0",
  title: "Gateway and service agree on the PROXY protocol",
  about: [
    "Opens the connection as the gateway does, with a PROXY protocol header before everything else or without. Where that",
    "is cut or answered with 400, the experiment does the opposite: if it gets through, it is",
    "`proxy-protocol-mismatch`. Without the experiment, a gateway that sends the header and is cut at once is only a weak",
    "suspect.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
    otherHandshakes: useful("handshake", "proxy-protocol"),
    otherExchanges: useful("exchange", "proxy-protocol"),
  },
  causes: {
    "proxy-protocol-mismatch": {
      title: (of) =>
        of.args.sent === 0
          ? `A PROXY protocol header is expected, and ${of.args.asker} sends none: ${who(of)}`
          : `The PROXY protocol header that ${of.args.asker} sends is not understood: ${who(of)}`,
      meaning:
        "The PROXY protocol puts a line with the client's address before everything else on a connection. Both sides have " +
        "to agree on it: a service that expects it drops connections without, and one that does not takes it for a broken " +
        "request or handshake.",
      fix: (of) =>
        of.args.sent === 0
          ? fix("Send the header, or tell the service not to expect it", [
              configStep(
                of,
                {
                  nginx: "proxy_protocol on; (in a stream server; http upstreams can't get it)",
                  haproxy: "send-proxy, or send-proxy-v2, on the server line",
                  caddy: "proxy_protocol v1, or v2, in transport http (from 2.7 on)",
                },
                "Turn the PROXY protocol on for this upstream.",
              ),
              "Or make the service accept connections without it, at least from this gateway.",
            ])
          : fix("Send no header, or tell the service to expect it", [
              configStep(
                of,
                {
                  nginx: "proxy_protocol off;",
                  haproxy: "take send-proxy off the server line",
                  caddy: "take proxy_protocol out of transport http",
                },
                "Turn the PROXY protocol off for this upstream.",
              ),
              "Or turn it on at the service.",
            ]),
      verify: ({ args }) => [
        String(args.curl),
        args.sent === 0
          ? `${args.curl} --haproxy-protocol`
          : String(args.curl).replace(" --haproxy-protocol", ""),
      ],
      includes: ["connection-closed-early", "connection-reset", "health-status-unexpected"],
    },
  },
  judge(look) {
    const { seen, about, gateway } = look;
    const steps = lastSteps(seen.handshakes, seen.exchanges).filter(wasTried);
    const findings = eachStep(about, steps, (step) => {
      const { proxyProtocol } = step.request;
      if (complainsOfHeader(step)) return [complaint(look, step)];
      if (!isTurnedAway(step)) return [];
      const through =
        alike(step, seen.otherExchanges).find((each) => succeeds(each)) ??
        (step.kind === "handshake" ? alike(step, seen.otherHandshakes).find(completes) : undefined);
      const strength =
        through !== undefined ? 0.96 : proxyProtocol !== 0 && seen.otherExchanges.length === 0 ? 0.35 : 0;
      if (strength === 0) return [];
      const own =
        step.kind === "handshake" ? handshakeSentence(step, asker(gateway)) : exchangeSentence(step);
      const evidence = [`${proxyProtocol === 0 ? "without" : "with"} a PROXY header: ${own}`];
      if (through !== undefined)
        evidence.push(
          `${proxyProtocol === 0 ? "with one" : "without one"}: ${through.kind === "handshake" ? handshakeResult(through) : exchangeResult(through)}`,
        );
      const value = routeOf(about, step)?.forward.proxyProtocol.location;
      const args = { sent: proxyProtocol };
      return [root(claim(look, step, { cause: "proxy-protocol-mismatch", strength, evidence, value, args }))];
    });
    return conclude(findings, "no connection is turned away over the PROXY protocol");
  },
});

/** Neither HTTP nor Redis speaks first: on a connection that carries the header alone, their answer is to the header. */
function complainsOfHeader({ request, facts }: Step): boolean {
  const isHeaderAlone = request.exchange?.protocol === "tcp" && request.proxyProtocol !== 0;
  return isHeaderAlone && /^(HTTP\/1\.[01] 400|-ERR )/.test(facts.firstBytes ?? "");
}

function complaint(look: EndpointLook, step: Step) {
  const value = routeOf(look.about, step)?.forward.proxyProtocol.location;
  const evidence = [`the PROXY header alone is answered with ${quoted(step.facts.firstBytes ?? "", 40)}`];
  const args = { sent: step.request.proxyProtocol };
  return root(claim(look, step, { cause: "proxy-protocol-mismatch", strength: 0.95, evidence, value, args }));
}

function isTurnedAway(step: Step): boolean {
  if (step.kind === "exchange")
    return wasCut(step) || step.facts.status === 400 || step.facts.malformed !== undefined;
  return !completes(step) && step.outcome.kind !== "timed-out";
}
