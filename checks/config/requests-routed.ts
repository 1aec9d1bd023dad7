import { defineCheck, type Finding, needed } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { groupedDigits } from "../../src/model/grouped-digits.ts";
import { forSome, type Logged, logClaim, loggedAs, timesLogged } from "../../src/testimony/logged.ts";
import { conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

/** Everybody meets a scanner now and then: fewer, or a smaller part of all requests, is no failure of the gateway's. */
const ENOUGH = 5;
const MOST = 0.5;
/** Where nobody at all was served, so many are enough. */
const ALL = 3;

export default defineCheck({
  id: "requests-routed",
  layer: "config",
  since: "0.1.0",
  title: "Requests find a rule that leads them to an upstream",
  about: [
    "Counts in HAProxy's log the requests that no `use_backend` took where no `default_backend` takes the rest: they get 503,",
    "`frontend/<NOSRV>`, as if all servers were down, and no server ever heard of them; bare connections are closed. Where those are half or",
    "more it is a cause, else information: a frontend may be meant to serve the hosts that it names alone. Other gateways",
    "answer 404, which nobody takes for a dead upstream.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: needed("log") },
  causes: {},
  judge({ gateway, seen }) {
    if (gateway.kind !== "haproxy") return skip("only HAProxy answers 503 where no rule fits");
    const backends = new Set(gateway.upstreams.map(({ name }) => name));
    // of bare connections the line alone does not tell: what has no servers at all is no backend
    const lost = loggedAs(
      seen.logs,
      ["no-route", "no-live-upstreams"],
      ({ event, upstream, level }) =>
        event === "no-route" || (level === "access" && !backends.has(upstream ?? "")),
    );
    const frontends = [...new Set(lost.map(({ upstream = "" }) => upstream))];
    const events = seen.logs.flatMap(({ facts }) => facts.events);
    const answered = timesLogged(events.filter(({ event }) => event.startsWith("access-")));
    // a connection that ended well leaves a line, and no event
    const all = answered > 0 ? answered : seen.logs.reduce((sum, { facts }) => sum + (facts.lines ?? 0), 0);
    const what = answered > 0 ? "requests" : "connections";
    const findings = frontends.map((name) =>
      told(
        gateway,
        name,
        lost.filter(({ upstream = "" }) => upstream === name),
        { all, what },
      ),
    );
    return conclude(findings, "no request is seen that no rule took");
  },
});

interface Traffic {
  readonly all: number;
  readonly what: "requests" | "connections";
}

function told(gateway: Gateway, name: string, lost: readonly Logged[], { all, what }: Traffic): Finding {
  const times = timesLogged(lost);
  const isMost = times >= (times >= all ? ALL : ENOUGH) && times >= all * MOST;
  const place = gateway.routes.find(({ label }) => label === name || label.startsWith(`${name} `))?.location;
  const count =
    what === "requests"
      ? `${groupedDigits(times)} of ${groupedDigits(all)} requests`
      : `${groupedDigits(times)} connections`;
  const end = what === "requests" ? "HAProxy answers 503 itself" : "HAProxy closes them";
  const claim = logClaim(gateway, lost, {
    cause: "no-matching-route",
    strength: times >= all * 0.9 ? 0.85 : 0.7,
    ground: `no-route:${name}`,
    locations: place === undefined ? [] : [place],
    args: {
      message: `No rule of the frontend ${name} takes ${count}: ${end}`,
      fix: `Add a default_backend to ${name}, or a use_backend for what is asked for; if they are to be refused, say so by http-request deny`,
    },
  });
  const why = `${name}/<NOSRV>: no use_backend fits, and there is no default_backend for the rest; no server is asked`;
  const finding = { ...claim, evidence: [why, ...claim.evidence] };
  return isMost ? { ...forSome(root(finding)), standsAlone: true } : latent(finding, "info");
}
