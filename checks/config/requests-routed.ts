import { defineCheck, type Finding, needed } from "../../src/model/check.ts";
import type { Gateway } from "../../src/model/config.ts";
import { forSome, type Logged, logClaim, loggedAs, timesLogged } from "../../src/testimony/logged.ts";
import { conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

/** Everybody meets a scanner now and then: fewer, or a smaller part of all requests, is no failure of the gateway's. */
const ENOUGH = 5;
const MOST = 0.5;

export default defineCheck({
  id: "requests-routed",
  layer: "config",
  since: "0.1.0",
  title: "Requests find a rule that leads them to an upstream",
  about: [
    "Counts in HAProxy's log the requests that no `use_backend` took where no `default_backend` takes the rest: they get 503,",
    "`frontend/<NOSRV>`, as if all servers were down, and no server ever heard of them. Where those are half of all requests or",
    "more it is a cause, else information: a frontend may be meant to serve the hosts that it names alone. Other gateways",
    "answer 404, which nobody takes for a dead upstream.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: needed("log") },
  causes: {},
  judge({ gateway, seen }) {
    if (gateway.kind !== "haproxy") return skip("only HAProxy answers 503 where no rule fits");
    const lost = loggedAs(seen.logs, ["no-route"]);
    const frontends = [...new Set(lost.map(({ upstream = "" }) => upstream))];
    const events = seen.logs.flatMap(({ facts }) => facts.events);
    const all = timesLogged(events.filter(({ event }) => event.startsWith("access-")));
    const findings = frontends.map((name) =>
      told(
        gateway,
        name,
        lost.filter(({ upstream = "" }) => upstream === name),
        all,
      ),
    );
    return conclude(findings, "no request is seen that no rule took");
  },
});

function told(gateway: Gateway, name: string, lost: readonly Logged[], all: number): Finding {
  const times = timesLogged(lost);
  const isMost = times >= ENOUGH && times >= all * MOST;
  const place = gateway.routes.find(({ label }) => label === name || label.startsWith(`${name} `))?.location;
  const count = `${times.toLocaleString("en-US")} of ${all.toLocaleString("en-US")} requests`;
  const claim = logClaim(gateway, lost, {
    cause: "no-matching-route",
    strength: times >= all * 0.9 ? 0.85 : 0.7,
    ground: `no-route:${name}`,
    locations: place === undefined ? [] : [place],
    args: {
      message: `No rule of the frontend ${name} takes ${count}: HAProxy answers 503 itself`,
      fix: `Add a default_backend to ${name}, or a use_backend for what is asked for; if they are to be refused, say so by http-request deny`,
    },
  });
  const why = `${name}/<NOSRV>: no use_backend fits, and there is no default_backend for the rest; no server is asked`;
  const finding = { ...claim, evidence: [why, ...claim.evidence] };
  return isMost ? { ...forSome(root(finding)), standsAlone: true } : latent(finding, "info");
}
