import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { asker, endpointGround, places } from "../../src/model/evidence.ts";
import { loggedPlaces } from "../../src/model/logged-place.ts";
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
    const named = seen.logs
      .flatMap(({ facts }) => facts.events)
      .filter((event) => event.event.startsWith("access-") && event.peer !== undefined);
    if (timesLogged(named) < ENOUGH) return conclude([], "too few answers to tell");
    const placeOf = loggedPlaces(gateway);
    const { name } = about.upstream;
    const { endpoint } = about.endpoint;
    const answers = named.filter((event) => {
      const place = placeOf(event);
      return place?.upstream === name && place.endpoint === endpoint;
    });
    const own = new Set(
      answers.filter(({ event, detail }) => /^access-5/.test(event) && detail === "upstream"),
    );
    const bad = timesLogged([...own]);
    const all = timesLogged(answers);
    if (bad < ENOUGH || bad < all * MOST)
      return conclude([], "most answers are none of the service's errors");
    const words = [...new Set([...own].map(({ event }) => event))];
    const events = loggedAs(seen.logs, ["access-500", "access-502", "access-503", "access-504"], (event) =>
      own.has(event),
    );
    const [first] = events;
    if (first === undefined) return conclude([], `it answers ${words.join(", ")}`);
    const claim = logClaim(gateway, events, {
      cause: "application-error",
      strength: 0.85,
      ground: endpointGround(about.endpoint),
      subject: about.subject,
      locations: places(undefined, about.endpoint, about.routes[0]),
      args: { ...loggedArgs(look, first), status: first.event.slice("access-".length), isGateway: 0 },
    });
    const share = `${bad.toLocaleString("en-US")} of ${all.toLocaleString("en-US")} answers were the service's own errors: ${asker(gateway)} is not at fault`;
    const finding = {
      ...root({ ...claim, evidence: [share, ...claim.evidence.slice(0, 2)] }),
      standsAlone: true,
    } as const;
    return conclude([bad < all ? forSome(finding) : finding], "");
  },
});
