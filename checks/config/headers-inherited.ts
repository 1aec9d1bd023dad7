import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Route } from "../../src/model/config.ts";
import { listed } from "../../src/model/evidence.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

/** Headers by which services know whom they serve, and over which connection. */
const TELLING =
  /^(?:x-forwarded-(?:for|proto|host|port)|x-real-ip|forwarded|authorization|upgrade|connection)$/i;

export default defineCheck({
  id: "headers-inherited",
  layer: "config",
  since: "0.1.0",
  title: "No block drops request headers that an outer block sets",
  about: [
    "nginx replaces the list of `proxy_set_header` as a whole: one line in a location, and all those of the server are gone",
    "there. Fires where a header that services rely on is lost so (Host, X-Forwarded-*, X-Real-IP, Authorization, Upgrade,",
    "Connection), and names it. Other headers, and blocks that set the same ones again, are left alone.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "headers-not-inherited": {
      title: ({ args }) => `${args.label} no longer sends ${args.names}, which an outer block sets`,
      meaning:
        "A list of headers in an inner block takes the place of the outer one and adds nothing to it. The service then sees the " +
        "gateway's address as the client's, or a Host that it does not know.",
      fix: (of) =>
        fix(`Set ${of.args.names} in the inner block too`, [
          configStep(
            of,
            { nginx: "repeat the outer lines, or keep them in a file that both include" },
            "Repeat the outer headers.",
          ),
        ]),
      verify: () => ["uhc inspect"],
      includes: [],
    },
  },
  judge({ gateway }) {
    return conclude(
      gateway.routes.flatMap((route) => lost(gateway, route)),
      "no header of an outer block is lost",
    );
  },
});

function lost(gateway: Gateway, route: Route): readonly Finding[] {
  const { lostHeaders } = route.forward;
  if (lostHeaders === undefined) return [];
  const { headers, host } = route.forward;
  const missed = lostHeaders.filter(
    ({ name, value }) => value.length > 0 && (TELLING.test(name) || (/^host$/i.test(name) && host.isDefault)),
  );
  const own = headers[0]?.location;
  if (missed.length === 0) return [];
  const names = listed([...new Set(missed.map(({ name }) => name))]);
  const claim = configClaim(gateway, {
    cause: "headers-not-inherited",
    subject: routeSubject(gateway, route),
    value: own ?? host.location,
    places: missed.map(({ location }) => location),
    evidence: [
      `${names} ${missed.length === 1 ? "is" : "are"} set outside ${route.label}, which has a list of its own`,
    ],
    args: { names, label: route.label },
  });
  return [latent(claim)];
}
