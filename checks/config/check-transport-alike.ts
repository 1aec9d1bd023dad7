import { defineCheck, useful } from "../../src/model/check.ts";
import { asker, targetText } from "../../src/model/evidence.ts";
import { exchangeSentence, wasCut } from "../../src/model/exchange.ts";
import { completes, handshakeSentence, wasTried } from "../../src/model/handshake.ts";
import { liveness } from "../../src/model/liveness.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { eachStep, lastSteps } from "../../src/testimony/steps.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

type Exchange = ObservationOf<"exchange">;
type Step = ObservationOf<"handshake"> | Exchange;

export default defineCheck({
  id: "check-transport-alike",
  layer: "config",
  since: "0.1.0",
  title: "A health check goes over TLS, and behind a PROXY header, as the traffic does",
  about: [
    "Looks at declared checks that are turned away at a port which answers the traffic, where the two differ in TLS or in the",
    "PROXY protocol alone: `health-check-protocol-mismatch`. HAProxy's checks take neither from the server line where `port` or",
    "`addr` sends them to a place of their own, be it the same one: `check-ssl` and `check-send-proxy` do. Traffic that was not",
    "asked, or fails too, proves nothing.",
  ].join("\n"),
  for: "endpoint",
  needs: { handshakes: useful("handshake"), exchanges: useful("exchange") },
  causes: {},
  judge(look) {
    const { about, gateway, seen, policy } = look;
    const own = lastSteps(seen.handshakes, seen.exchanges).filter(
      (one) => wasTried(one) && one.request.isCheck === true,
    );
    if (own.length === 0) return skip("no health check is declared");
    const alive = seen.exchanges.filter(
      (one) => one.request.isCheck !== true && wasTried(one) && liveness(one, policy).alive === true,
    );
    const findings = eachStep(about, own, (step) => {
      const traffic = alive.find(
        (one) => targetText(one.request.target) === targetText(step.request.target) && differs(one, step),
      );
      if (traffic === undefined || !isTurnedAway(step)) return [];
      const said =
        step.kind === "handshake" ? handshakeSentence(step, asker(gateway)) : exchangeSentence(step);
      const args = differenceOf(step, traffic);
      const evidence = [
        `the check, ${args.asked}: ${said}`,
        `the traffic, ${args.spoken}: ${exchangeSentence(traffic)}`,
      ];
      return [
        root(claim(look, step, { cause: "health-check-protocol-mismatch", strength: 0.97, evidence, args })),
      ];
    });
    return conclude(findings, "the check is let in, or goes as the traffic does");
  },
});

function differs(one: Step, other: Step): boolean {
  return hasTls(one) !== hasTls(other) || hasHeader(one) !== hasHeader(other);
}

function hasTls({ request }: Step): boolean {
  return request.tls !== undefined;
}

function hasHeader({ request }: Step): boolean {
  return request.proxyProtocol !== 0;
}

function differenceOf(step: Step, traffic: Exchange) {
  if (hasHeader(step) !== hasHeader(traffic))
    return hasHeader(traffic)
      ? { asked: "without a PROXY header", spoken: "the PROXY protocol", add: "check-send-proxy" }
      : { asked: "the PROXY protocol", spoken: "without a PROXY header", add: "no-check-send-proxy" };
  return hasTls(traffic)
    ? { asked: "plaintext", spoken: "TLS", add: "check-ssl" }
    : { asked: "TLS", spoken: "plaintext", add: "no-check-ssl" };
}

/** Before the question could be one: another status says that the check was understood. */
function isTurnedAway(step: Step): boolean {
  if (step.kind === "handshake") return !completes(step);
  return wasCut(step) || step.facts.status === 400 || step.facts.malformed !== undefined;
}
