import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { targetText } from "../../src/model/evidence.ts";
import { exchangeSentence } from "../../src/model/exchange.ts";
import { liveness } from "../../src/model/liveness.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { connectSentence, pathClaim } from "../../src/testimony/path-claim.ts";
import { addressOf } from "../../src/testimony/steps.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

type Connect = ObservationOf<"connect">;

export default defineCheck({
  id: "check-port-answers",
  layer: "config",
  since: "0.1.0",
  title: "Where a health check asks a port of its own, somebody listens there",
  about: [
    "Looks at endpoints whose check asks another port than the traffic. Nobody takes the check's connection while the same",
    "address serves the traffic: `health-check-wrong-port`. The endpoint is healthy, and the gateway takes it out. Where the port",
    "of the check is open, its answer is judged like that of any check; where the traffic fails too, the endpoint is at fault.",
  ].join("\n"),
  for: "endpoint",
  needs: { connects: needed("connect"), exchanges: useful("exchange") },
  // The cause is owned by the check that sees the ports differ.
  causes: {},
  judge(look) {
    const { seen, policy } = look;
    const checks = seen.connects.filter(
      ({ request }) => request.isCheck === true && request.target.kind === "tcp",
    );
    const others = seen.connects.filter(({ request }) => request.isCheck !== true);
    if (checks.length === 0 || others.length === 0) return skip("no check asks a port of its own");
    const findings = checks.flatMap((check) => {
      if (check.outcome.kind === "answered" || check.outcome.kind === "not-tried") return [];
      const isAlike = (one: { readonly request: Connect["request"] }): boolean =>
        hostOf(one.request) === hostOf(check.request);
      const [open, ...more] = others.filter(
        (one) => isAlike(one) && targetText(one.request.target) !== targetText(check.request.target),
      );
      const answers = seen.exchanges.filter((one) => one.request.isCheck !== true && isAlike(one));
      const isWell =
        [open, ...more].every((one) => one?.outcome.kind === "answered") &&
        answers.every((one) => liveness(one, policy).alive === true);
      if (open === undefined || !isWell) return [];
      const [answer] = answers;
      return [
        wrongPort(look, check, answer === undefined ? connectSentence(open) : exchangeSentence(answer)),
      ];
    });
    return conclude(findings, "the ports of checks are open, or the traffic fails as well");
  },
});

/** `well` is how the traffic to the same address goes. */
function wrongPort(look: EndpointLook, check: Connect, well: string) {
  const { about } = look;
  const port = check.request.target.kind === "tcp" ? check.request.target.port : 0;
  const { target } = about.endpoint;
  return root(
    pathClaim(look, check, {
      cause: "health-check-wrong-port",
      strength: 0.95,
      evidence: [well],
      value: about.endpoint.check?.port?.location ?? about.upstream.healthCheck?.port?.location,
      args: {
        upstream: about.upstream.name,
        port,
        ports: target.kind === "tcp" ? target.port : 0,
        address: addressOf(about, check) ?? "",
      },
    }),
  );
}

function hostOf({ target }: Connect["request"]): string {
  return target.kind === "tcp" ? target.host : target.path;
}
