import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { asker, endpointGround, places } from "../../src/model/evidence.ts";
import { loggedPlaces } from "../../src/model/logged-place.ts";
import type { LogEvent, ObservationOf } from "../../src/model/observation.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { forSome, logClaim, loggedAs, timesLogged } from "../../src/testimony/logged.ts";
import { loggedArgs } from "../../src/testimony/logged-args.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

/** Some errors are everybody's daily bread: only where so many answers are errors, the endpoint fails. */
const MOST = 0.5;
const ENOUGH = 10;

export default defineCheck({
  id: "logged-answers",
  layer: "application",
  since: "0.1.0",
  title: "The answers that the access log shows are not mostly errors of the service",
  about: [
    "Where nobody asked the endpoint: looks in the access log whether at least half of its answers, and ten at least, were",
    "5xx that the service itself sent. The format must tell an upstream's answer from one that the gateway made",
    "($upstream_status and $upstream_header_time, or Envoy's response code details); without that it says nothing.",
  ].join("\n"),
  for: "endpoint",
  needs: { logs: needed("log"), exchanges: useful("exchange") },
  causes: {},
  judge(look) {
    const { gateway, about, seen } = look;
    if (seen.exchanges.length > 0) return skip("the endpoint itself was asked");
    const answers = answersOf(look, seen.logs);
    const own = new Set(
      answers.filter(({ event, detail }) => /^access-5/.test(event) && detail === "upstream"),
    );
    const bad = timesLogged([...own]);
    const all = timesLogged(answers);
    if (bad < ENOUGH || bad < all * MOST)
      return conclude([], "most answers are none of the service's errors");
    const [first, ...others] = loggedAs(seen.logs, ERRORS, (event) => own.has(event));
    if (first === undefined)
      return conclude([], `it answers ${[...new Set([...own].map(({ event }) => event))].join(", ")}`);
    const claim = logClaim(gateway, [first, ...others], {
      cause: "application-error",
      strength: 0.85,
      ground: endpointGround(about.endpoint),
      subject: about.subject,
      locations: places(undefined, about.endpoint, about.routes[0]),
      args: { ...loggedArgs(look, first), status: first.event.slice("access-".length), isGateway: 0 },
    });
    const share = `${bad.toLocaleString("en-US")} of ${all.toLocaleString("en-US")} answers were the service's own errors: ${asker(gateway)} is not at fault`;
    const finding = root({ ...claim, evidence: [share, ...claim.evidence.slice(0, 2)] });
    const alone = { ...finding, standsAlone: true } as const;
    return conclude([bad < all ? forSome(alone) : alone], "");
  },
});

const ERRORS = ["access-500", "access-502", "access-503", "access-504"] as const;

/** What the access log shows of answers from the endpoint. */
function answersOf(
  { gateway, about }: EndpointLook,
  logs: readonly ObservationOf<"log">[],
): readonly LogEvent[] {
  const named = logs
    .flatMap(({ facts }) => facts.events)
    .filter(({ event, peer }) => event.startsWith("access-") && peer !== undefined);
  // whose each of very few answers is need not be found out
  if (timesLogged(named) < ENOUGH) return [];
  const placeOf = loggedPlaces(gateway);
  return named.filter((event) => {
    const place = placeOf(event);
    return place?.upstream === about.upstream.name && place.endpoint === about.endpoint.endpoint;
  });
}
