import { defineCheck, needed, useful } from "../../src/model/check.ts";
import type { Gateway, Upstream } from "../../src/model/config.ts";
import { ACCUSING_WORDS, logCause } from "../../src/testimony/log-causes.ts";
import { forSome, type Logged, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { loggedArgs } from "../../src/testimony/logged-args.ts";
import {
  isUnclaimed,
  mayStandFor,
  placeAsEndpoint,
  unknownPlaces,
} from "../../src/testimony/variable-place.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "variable-places",
  layer: "backend",
  since: "0.1.0",
  title: "No request fails at a place that is known only when the request comes",
  about: [
    "Where a variable names the place to which a route sends requests, nobody can ask that place without one. What the",
    "gateway's log tells of failures at places that nothing else in the config names, and that the variable may stand for,",
    "is all there is to see; no probe can repeat it, so it counts as now.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: needed("log"), connects: useful("connect") },
  causes: {},
  judge({ gateway, seen }) {
    const unknown = unknownPlaces(gateway);
    if (unknown.length === 0) return skip("all places are known from the config");
    const events = loggedAs(seen.logs, ACCUSING_WORDS, (event) => isUnclaimed(event, gateway, seen.connects));
    const findings = events.flatMap((event) => {
      const fitting = unknown.filter((upstream) => mayStandFor(upstream, event));
      return fitting.slice(0, 1).flatMap((upstream) => told(gateway, upstream, event, fitting.length));
    });
    return conclude(findings, "the log shows no failure at such a place");
  },
});

function told(gateway: Gateway, upstream: Upstream, event: Logged, rivals: number) {
  const accused = logCause(event);
  if (accused === undefined) return [];
  const isName = accused.step === "resolve";
  const at = (isName ? event.detail : event.peer) ?? "";
  const routes = gateway.routes.filter(({ forward }) => forward.upstream === upstream.id);
  const subject = { gateway: gateway.id, upstream: upstream.id };
  const about = { subject, upstream, routes, endpoint: placeAsEndpoint(at, upstream) };
  const claim = logClaim(gateway, [event], {
    cause: accused.cause,
    strength: accused.strength,
    ground: `${isName ? "name" : "place"}:${at}`,
    // With several that it may belong to, nobody can say which.
    subject: rivals > 1 ? { gateway: gateway.id } : subject,
    locations: [upstream.location],
    args: loggedArgs({ about, gateway }, event),
  });
  return [forSome(root(claim))];
}
