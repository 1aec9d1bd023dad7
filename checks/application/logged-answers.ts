import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { asker, endpointGround, places } from "../../src/model/evidence.ts";
import { liveness } from "../../src/model/liveness.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { forSome, logClaim } from "../../src/testimony/logged.ts";
import { loggedArgs } from "../../src/testimony/logged-args.ts";
import { areOver, ownErrors, shareText } from "../../src/testimony/own-errors.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "logged-answers",
  layer: "application",
  since: "0.1.0",
  title: "The answers that the access log shows are not mostly errors of the service",
  about: [
    "Where nobody asked the endpoint, or a check alone did and passed: looks in the access log whether at least half of its",
    "answers, and ten at least, were 5xx that the service itself sent. The format must tell an upstream's answer from one that",
    "the gateway made ($upstream_status and $upstream_header_time, or Envoy's response code details); without that it says",
    "nothing.",
  ].join("\n"),
  for: "endpoint",
  needs: { logs: needed("log"), exchanges: useful("exchange") },
  causes: {},
  judge(look) {
    const { gateway, about, seen, policy } = look;
    const isGreen = (one: ObservationOf<"exchange">): boolean =>
      one.request.exchange?.purpose === "declared-check" && liveness(one, policy).alive === true;
    if (!seen.exchanges.every(isGreen)) return skip("the endpoint itself was asked");
    const errors = ownErrors(look, seen.logs);
    if (errors === undefined || (seen.exchanges.length > 0 && areOver(errors, seen.logs)))
      return conclude([], "most answers are none of the service's errors");
    const { events, bad, all } = errors;
    const [first] = events;
    if (first === undefined) return conclude([], shareText(errors));
    const claim = logClaim(gateway, events, {
      cause: "application-error",
      strength: 0.85,
      ground: endpointGround(about.endpoint),
      subject: about.subject,
      locations: places(undefined, about.endpoint, about.routes[0]),
      args: { ...loggedArgs(look, first), status: first.event.slice("access-".length), isGateway: 0 },
    });
    const share = `${shareText(errors)}: ${asker(gateway)} is not at fault`;
    const finding = root({ ...claim, evidence: [share, ...claim.evidence.slice(0, 2)] });
    const alone = { ...finding, standsAlone: true } as const;
    return conclude([bad < all ? forSome(alone) : alone], "");
  },
});
