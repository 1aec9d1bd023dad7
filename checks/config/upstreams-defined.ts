import { defineCheck } from "../../src/model/check.ts";
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
    const names = gateway.upstreams.filter(({ form }) => form === "group").map(({ name }) => name);
    const labels = listed([...new Set(routes.map(({ label }) => label))]);
    const claim = configClaim(gateway, {
      cause: "upstream-undefined",
      subject,
      value: routes[0]?.forward.location ?? upstream.location,
      places: routes.map(({ location }) => location),
      evidence: [`${labels} leads to ${upstream.name}, and ${asker(gateway)} knows no upstream of that name`],
      args: { name: upstream.name, similar: similarName(upstream.name, names) ?? "", look: "uhc inspect" },
    });
    return conclude([root(claim)], "");
  },
});
