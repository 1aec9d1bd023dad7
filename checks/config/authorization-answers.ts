import { defineCheck, type Policy, type SubjectOf, useful } from "../../src/model/check.ts";
import type { OwnPurpose, Route } from "../../src/model/config.ts";
import { asker, listed } from "../../src/model/evidence.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { forSome, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { type Climbed, passesAt } from "../../src/testimony/passes-at.ts";
import { peersOf } from "../../src/testimony/peers.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

const WORDS = {
  authorization: "authorization",
  "rate-limit": "rate limits",
  processing: "external processing",
} as const satisfies Record<OwnPurpose, string>;

function isOwn(purpose: Route["purpose"]): purpose is OwnPurpose {
  return purpose !== undefined && Object.hasOwn(WORDS, purpose);
}

const CAUSE = "external-authorization-unavailable";

export default defineCheck({
  id: "authorization-answers",
  layer: "config",
  since: "0.1.0",
  title: "The service that decides who may pass answers",
  about: [
    "Looks at services that the gateway asks before it passes a request on (Envoy's ext_authz, rate limit and external processing",
    "filters). None of their endpoints answers: `external-authorization-unavailable`. Clients then get 403, 500 or 503 without",
    "their upstream being asked, in Envoy with the flag UAEX or the detail ext_authz_error. What is wrong with the service itself",
    "is told by the causes of its endpoints.",
  ].join("\n"),
  for: "upstream",
  needs: {
    connects: useful("connect"),
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
    logs: useful("log"),
  },
  causes: {
    "external-authorization-unavailable": {
      title: ({ args }) => `The service for ${args.purpose} does not answer ${args.asker}: ${args.upstream}`,
      meaning:
        "The gateway asks another service about each request before it passes it on. That service is out of reach, so requests " +
        "are turned away although their own upstreams are healthy.",
      fix: (of) =>
        fix(`Bring ${of.args.upstream} back`, [
          "The causes of its endpoints in this report say what is wrong with it.",
          of.args.kind === "envoy"
            ? "Decide what happens while it is away (failure_mode_allow: true lets requests pass)."
            : "Until it is back nobody passes: without the line that asks it everybody would.",
        ]),
      verify: () => ["uhc inspect"],
      includes: [],
    },
  },
  judge(look) {
    const { gateway, about, seen } = look;
    const { upstream, routes, subject } = about;
    const own = routes.filter(({ purpose }) => isOwn(purpose));
    const [first] = own;
    if (first === undefined) return skip("only requests of clients are led here");
    const purposes = own.flatMap(({ purpose }) => (isOwn(purpose) ? [WORDS[purpose]] : []));
    const args = { upstream: upstream.name, purpose: listed([...new Set(purposes)]) };
    const down = endpointsDown(look);
    if (down > 0) {
      const evidence = [
        `${asker(gateway)} asks ${upstream.name} about each request, and none of its ${down} endpoints answers`,
      ];
      const accusation = { cause: CAUSE, subject, strength: 0.88, evidence, args } as const;
      const at = { value: first.forward.location, places: [upstream.location] };
      return conclude([root(configClaim(gateway, { ...accusation, ...at }))], "");
    }
    const logged = loggedAs(seen.logs, ["authorization-failed"]);
    if (logged.length === 0) return conclude([], "it answers");
    const claim = logClaim(gateway, logged, {
      cause: CAUSE,
      strength: 0.7,
      ground: `helper:${upstream.id}`,
      subject,
      locations: [first.forward.location],
      args,
    });
    return conclude([forSome(root(claim))], "");
  },
});

interface HelperLook {
  readonly about: SubjectOf["upstream"];
  readonly seen: Climbed;
  readonly policy: Policy;
}

/** The number of its endpoints that were asked, where none of them answers; else 0. */
function endpointsDown({ about, seen, policy }: HelperLook): number {
  const tried = about.upstream.endpoints.flatMap((endpoint) => {
    const own = seen.connects.filter(({ subjects }) =>
      subjects.some((one) => one.endpoint === endpoint.endpoint),
    );
    return own.some(({ outcome }) => outcome.kind !== "not-tried") ? [peersOf({ endpoint }, own)] : [];
  });
  const isDown = tried.every((peers) => [...peers].every((peer) => !passesAt(peer, seen, policy)));
  return isDown ? tried.length : 0;
}
