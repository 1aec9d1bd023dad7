import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { listed } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { digCommand, nameClaim } from "../../src/testimony/name-lookup.ts";
import { connectSentence } from "../../src/testimony/path-claim.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude, latent, root } from "../../src/testimony/verdict.ts";
import { connectionTo, isBroken, WAY_THERE } from "../../src/testimony/way-there.ts";

export default defineCheck({
  id: "addresses-plausible",
  layer: "dns",
  since: "0.1.0",
  title: "The name's addresses are ones that a service can have",
  about: [
    "Looks at the addresses that the name resolves to. 0.0.0.0 and ::, loopback for a name that DNS gives, and the ranges",
    "that are reserved for documentation can't be a service elsewhere: filtering resolvers answer so. Loopback in the hosts",
    "file is there on purpose, and a name without a dot is this host's own business; neither is judged. It is the cause of",
    "a failure only where the connection fails: Linux takes 0.0.0.0 for the host itself, so something may answer.",
  ].join("\n"),
  for: "endpoint",
  needs: { resolves: needed("resolve"), connects: useful("connect") },
  causes: {
    "dns-sinkholed": {
      title: (of) => `${of.args.name} resolves to ${of.args.sink}, which can't be the service`,
      meaning:
        "The address is one that no service elsewhere can have: the unspecified address, this host itself, a range reserved for " +
        "documentation. Filtering resolvers and ad blockers answer so for names that they block, and panels for parked ones.",
      fix: (of) =>
        fix(`Find out who answers ${of.args.sink} for ${of.args.name}`, [
          "If a filtering resolver blocks the name, allow it there or ask another resolver.",
          "If the record itself says so, correct it in the zone (and look for the same in the hosts file).",
        ]),
      verify: ({ args }) => [String(args.look), String(args.dig)],
      includes: [...WAY_THERE, "service-bound-to-other-family", "ipv6-path-broken"],
    },
  },
  judge(look) {
    const findings = look.seen.resolves.flatMap((resolve) => sinkholed(look, resolve, look.seen.connects));
    const names = look.seen.resolves.map(({ request }) => request.name);
    return conclude(
      findings,
      `the addresses of ${listed([...new Set(names)])} are ones that a service can have`,
    );
  },
});

function sinkholed(
  look: EndpointLook,
  resolve: ObservationOf<"resolve">,
  connects: readonly ObservationOf<"connect">[],
) {
  const { facts, request } = resolve;
  if (!request.name.includes(".") || /(^|\.)localhost\.?$/i.test(request.name)) return [];
  return facts.addresses.flatMap(({ address }) => {
    const strength = sinkStrength(address, facts.source);
    if (strength === 0) return [];
    const { subject, locations, args } = nameClaim(look, resolve);
    const state = connectionTo(address, connects);
    const claim = {
      cause: "dns-sinkholed",
      strength,
      subject: { ...subject, address },
      locations,
      ground: `sink:${request.name}`,
      evidence: [
        `${request.name} resolves to ${address}${facts.source === "hosts-file" ? " by the hosts file" : ""}`,
        ...(state === undefined ? [] : [connectSentence(state)]),
      ],
      args: { ...args, sink: address, dig: digCommand(facts.queries[0]?.server, request.name) },
    } as const;
    return [state !== undefined && isBroken(state) ? root(claim) : latent(claim)];
  });
}

/** 0 for an address that may well be a service. Loopback in the hosts file is there on purpose. */
function sinkStrength(address: string, source: ObservationOf<"resolve">["facts"]["source"]): number {
  if (/^0\.|^255\.255\.255\.255$/.test(address) || address === "::") return 0.96;
  if (/^127\./.test(address) || address === "::1") return source === "dns" ? 0.85 : 0;
  // RFC 5737 and RFC 3849: reserved for documentation.
  return /^(192\.0\.2|198\.51\.100|203\.0\.113)\.|^2001:0?db8:/i.test(address) ? 0.8 : 0;
}
