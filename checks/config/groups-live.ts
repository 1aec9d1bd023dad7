import { defineCheck, type Finding, needed, useful } from "../../src/model/check.ts";
import type { Gateway, Upstream } from "../../src/model/config.ts";
import { duration } from "../../src/model/evidence.ts";
import { loggedPlaces } from "../../src/model/logged-place.ts";
import { ACCUSING_WORDS } from "../../src/testimony/log-causes.ts";
import { forSome, type Logged, logClaim, loggedAs, loggedSentence } from "../../src/testimony/logged.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "groups-live",
  layer: "config",
  since: "0.1.0",
  title: "No request finds all servers of its group set aside",
  about: [
    "Where nobody probed: looks in nginx's log for `no live upstreams` of a group of which no other line of the window tells any",
    "failure. nginx writes it when every server of the group is kept out for failed requests, so something failed before, and",
    "the log that was read does not say what. That is little, and is said so. A group with a limit of connections, with checks of",
    "NGINX Plus or with all servers switched off leaves the same line for other reasons, and other gateways count otherwise:",
    "of those it says nothing.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: needed("log"), connects: useful("connect"), resolves: useful("resolve") },
  causes: {},
  judge({ gateway, seen }) {
    if (gateway.kind !== "nginx") return skip("only nginx keeps servers out for what clients' requests met");
    if (seen.connects.length > 0 || seen.resolves.length > 0)
      return skip("the endpoints themselves were asked");
    const events = loggedAs(seen.logs, ["no-live-upstreams"]);
    const failures = loggedAs(seen.logs, ACCUSING_WORDS);
    const groups = [...new Set(events.map(({ peer }) => peer))].filter((name) => name !== undefined);
    const findings = groups.flatMap((name) => {
      const own = events.filter(({ peer }) => peer === name);
      const upstream = gateway.upstreams.find((one) => one.name === name);
      const isExplained = failures.some(mayBelong(gateway, upstream));
      return isExplained || hasOtherReason(upstream) ? [] : [told(gateway, name, upstream, own)];
    });
    return conclude(findings, "no group of servers was set aside as a whole without a reason in the log");
  },
});

/** Who belongs to a group that no config shows, nobody knows: then any failure may explain it. */
function mayBelong(gateway: Gateway, upstream: Upstream | undefined): (event: Logged) => boolean {
  const placeOf = loggedPlaces(gateway);
  return (event) => upstream === undefined || (placeOf(event)?.upstream ?? upstream.name) === upstream.name;
}

/** A single server is never kept out (ngx_http_upstream_round_robin.c, `peers->single`). */
function hasOtherReason(upstream: Upstream | undefined): boolean {
  if (upstream === undefined) return false;
  const { endpoints, healthCheck } = upstream;
  const [only] = endpoints;
  const isSingle = endpoints.length === 1 && (only?.target.kind === "unix" || only?.target.isAddress);
  return (
    isSingle === true ||
    endpoints.every(({ ejection }) => ejection === undefined) ||
    healthCheck !== undefined ||
    endpoints.some(({ maxConnections }) => maxConnections !== undefined) ||
    endpoints.every(({ intent }) => intent.value !== "active")
  );
}

function told(
  gateway: Gateway,
  name: string,
  upstream: Upstream | undefined,
  events: readonly Logged[],
): Finding {
  const ejection = upstream?.endpoints.find((one) => one.ejection !== undefined)?.ejection;
  const penalty =
    ejection === undefined ? "10s where no fail_timeout says otherwise" : duration(ejection.penaltyMs.value);
  const place = ejection?.failures.location ?? upstream?.location;
  const claim = logClaim(gateway, events, {
    cause: "ejected-by-passive-checks",
    strength: 0.45,
    ground: `upstream:${upstream?.id ?? name}`,
    subject: { gateway: gateway.id, ...(upstream !== undefined && { upstream: upstream.id }) },
    locations: place === undefined ? [] : [place],
    args: {
      title: `All servers of ${name} were kept out for earlier failures, which the log does not show`,
      fix: "Find the failures that came before: look further back, and into the other logs",
      penalty,
    },
  });
  const [first] = events;
  const sentences = first === undefined ? [] : [loggedSentence(first)];
  const missing = `no other line about ${name} within the window: the failures are older, stand in another error_log, or were answers that proxy_next_upstream counts, which leave no line at level error`;
  const finding = root({
    ...claim,
    evidence: [...sentences, missing],
    args: { ...claim.args, see: `grep -E 'upstream|temporarily disabled' ${claim.args.path} | tail` },
  });
  return { ...forSome(finding), standsAlone: true };
}
