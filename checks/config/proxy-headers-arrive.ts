import { defineCheck, needed } from "../../src/model/check.ts";
import { asker } from "../../src/model/evidence.ts";
import { fileWord, forSome, logClaim, loggedAs, timesLogged } from "../../src/testimony/logged.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

/** A scanner, or a health check that does not speak the protocol, comes now and then. */
const ENOUGH = 3;

export default defineCheck({
  id: "proxy-headers-arrive",
  layer: "config",
  since: "0.1.0",
  title: "Who connects to the gateway sends the PROXY header that it expects",
  about: [
    "A listener that expects the PROXY protocol closes every connection without its header, before any request: clients get",
    "nothing, no upstream is asked, and no line is in the access log. Where the log tells of three such connections at least, and",
    "the access log of not one request, whoever stands in front sends none. Where requests get through too, the others",
    "are strangers, and nothing is said.",
  ].join("\n"),
  for: "gateway",
  needs: { logs: needed("log") },
  // The cause is owned by the check that sees it happen at an endpoint.
  causes: {},
  judge({ gateway, seen }) {
    const [listener] = gateway.listeners.filter(({ expectsProxyProtocol }) => expectsProxyProtocol);
    if (listener === undefined) return skip("no listener expects a PROXY header");
    const access = seen.logs.filter(
      ({ request, outcome }) => request.log === "access" && outcome.kind === "answered",
    );
    const served = access.flatMap(({ facts }) => facts.events);
    const events = loggedAs(seen.logs, ["proxy-header-missing"]);
    const [last] = events;
    const isEnough = timesLogged(events) >= ENOUGH && access.length > 0 && served.length === 0;
    if (last === undefined || !isEnough)
      return conclude([], "connections come with the header, or few without");
    const claim = logClaim(gateway, events, {
      cause: "proxy-protocol-mismatch",
      strength: 0.93,
      ground: `listener:${listener.id}`,
      locations: [listener.location],
      args: {
        title: `${asker(gateway)} expects a PROXY header on its own listener, and whoever connects sends none`,
        fix: "Let the load balancer in front send the PROXY header, or take proxy_protocol off that listen line",
        verify: `grep -c 'broken header' ${fileWord(last.path)}`,
      },
    });
    const evidence = [...claim.evidence, "the access log has not a single request in the same time"];
    return conclude([forSome(root({ ...claim, evidence }))], "");
  },
});
