import { defineCheck, needed } from "../../src/model/check.ts";
import { asker, listed } from "../../src/model/evidence.ts";
import { groupedDigits } from "../../src/model/grouped-digits.ts";
import { fileWord, forSome, logClaim, loggedAs, timesLogged } from "../../src/testimony/logged.ts";
import { conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

/** Scanners ask for hosts that no map knows: only where so many requests end like this, somebody's requests do. */
const ENOUGH = 3;
const SHARE = 0.05;

export default defineCheck({
  id: "variables-name-places",
  layer: "config",
  since: "0.1.0",
  title: "What variables stand for is a place to which requests can be sent",
  about: [
    "A route may name its upstream by a variable, which a `map`, a header or the path fills in. Where it stays empty, or lacks a",
    "scheme, host or port, the gateway can't make an address of it and answers 500 by itself, whatever the upstreams do. Only its log",
    "shows that. Three requests at least, and one in twenty, are the cause of a failure; fewer are a note, as strangers ask for",
    "hosts that no map knows.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: needed("log") },
  causes: {},
  judge({ gateway, seen }) {
    const reached = new Set(gateway.routes.map(({ forward }) => forward.upstream));
    const variable = gateway.upstreams.filter(({ form, id }) => form === "variable" && reached.has(id));
    const [upstream] = variable;
    if (upstream === undefined) return skip("no route names its upstream by a variable");
    const events = loggedAs(seen.logs, ["address-invalid"]);
    const times = timesLogged(events);
    const [last] = events;
    if (last === undefined) return conclude([], "the log tells of no request that led nowhere");
    const answers = seen.logs.flatMap(({ facts }) =>
      facts.events.filter(({ event }) => event.startsWith("access-")),
    );
    const names = listed(variable.map(({ name }) => name));
    const claim = logClaim(gateway, events, {
      cause: "upstream-address-invalid",
      strength: 0.93,
      ground: "variable",
      // with several that it may be, nobody can say which
      subject: { gateway: gateway.id, ...(variable.length === 1 && { upstream: upstream.id }) },
      locations: [upstream.location],
      args: {
        test: `grep -E 'invalid (URL prefix|port|host)|no (host|port) in' ${fileWord(last.path)} | tail`,
        message: `${asker(gateway)} can make none of what ${names} stands for, in ${groupedDigits(times)} requests`,
      },
    });
    const isMuch = times >= ENOUGH && times >= timesLogged(answers) * SHARE;
    return conclude([isMuch ? forSome(root(claim)) : latent(claim)], "");
  },
});
