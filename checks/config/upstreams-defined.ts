import { type Args, defineCheck } from "../../src/model/check.ts";
import type { Gateway, Upstream } from "../../src/model/config.ts";
import { asker, listed } from "../../src/model/evidence.ts";
import { similarName } from "../../src/model/similar-name.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "upstreams-defined",
  layer: "config",
  since: "0.1.0",
  title: "Every upstream that a route names is defined",
  about: [
    "Looks at routes of gateways that tell names of upstreams from names of hosts (Envoy's clusters): a name that nothing",
    "defines is `upstream-undefined`, and requests there get 503 at once, in Envoy with the flag NC. Where a control plane may",
    "bring upstreams that are not in sight, nothing is said. What keeps the whole config from being loaded is told by `accepted`.",
  ].join("\n"),
  for: "upstream",
  needs: {},
  // The cause is owned by the check that sees a name resolve nowhere.
  causes: {},
  judge({ gateway, about }) {
    const { upstream, routes, subject } = about;
    if (upstream.form !== "missing") return skip("it is defined, or known only per request");
    const isRefused = gateway.problems.some(
      ({ cause, about: name }) => cause === "upstream-undefined" && name === upstream.name,
    );
    if (routes.length === 0 || isRefused)
      return conclude([], "no route needs it, or the config is refused for it");
    // nobody misspells the names that a control plane makes of ports and hosts: "outbound|8080||api.shop.svc"
    const isMade = upstream.name.includes("|");
    const names = isMade
      ? []
      : gateway.upstreams.filter(({ form }) => form === "group").map(({ name }) => name);
    const labels = listed([...new Set(routes.map(({ label }) => label))]);
    const claim = configClaim(gateway, {
      cause: "upstream-undefined",
      subject,
      value: routes[0]?.forward.location ?? upstream.location,
      places: routes.map(({ location }) => location),
      evidence: [`${labels} leads to ${upstream.name}, and ${asker(gateway)} knows no upstream of that name`],
      args: {
        name: upstream.name,
        similar: similarName(upstream.name, names) ?? "",
        look: "uhc inspect",
        ...meshArgs(gateway, upstream),
      },
    });
    return conclude([root(claim)], "");
  },
});

/** In a mesh routes and clusters are made of different objects: the part that a route names is no part of any rule. */
function meshArgs(gateway: Gateway, { name, partOf }: Upstream): Args {
  const whole = gateway.upstreams.find(({ id, form }) => id === partOf?.upstream && form === "group");
  if (partOf === undefined || whole === undefined) return {};
  const service = name.split("|").at(-1) ?? name;
  return {
    title: `A route asks for the subset ${partOf.part} of ${service}, and no DestinationRule defines it`,
    fix: `Add the subset ${partOf.part} to the DestinationRule of ${service}, or let the VirtualService name one that is there`,
    verify: "kubectl get destinationrules,virtualservices -A",
  };
}
