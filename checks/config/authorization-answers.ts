import { type Args, defineCheck, type Policy, type SubjectOf, useful } from "../../src/model/check.ts";
import type { Gateway, OwnPurpose, Route } from "../../src/model/config.ts";
import { asker, listed } from "../../src/model/evidence.ts";
import { exchangeSentence } from "../../src/model/exchange.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
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
    "is told by the causes of its endpoints. A service for authorization that answers 404, 405 or 410 decides nothing: the gateway",
    "asks at a path that it does not have, and turns everybody away. Where the host that it was asked with is only a guess, that",
    "is not held against it: such a service may know some hosts alone.",
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
    const astray = answersAstray(look);
    if (astray !== undefined) {
      const value = first.forward.location;
      return conclude([root(configClaim(gateway, { ...astrayClaim(look, astray, args), value }))], "");
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

/** What is said at a path that is not there, or not for this method. */
const ASTRAY: ReadonlySet<number | undefined> = new Set([404, 405, 410]);

/** An answer that decides nothing, where all that it gives are such. */
function answersAstray({ gateway, about, seen }: HelperLook): ObservationOf<"exchange"> | undefined {
  // it asks at whatever path the client asked for
  if (gateway.kind === "envoy") return undefined;
  const ids = new Set(about.routes.flatMap(({ id, purpose }) => (purpose === "authorization" ? [id] : [])));
  const own = seen.exchanges.filter(
    ({ subjects, outcome, request }) =>
      outcome.kind === "answered" &&
      request.exchange?.protocol === "http" &&
      subjects.some(({ route }) => route !== undefined && ids.has(route)),
  );
  const isAstray = own.every(
    ({ facts, request }) => ASTRAY.has(facts.status) && request.guessed.length === 0,
  );
  return isAstray ? own[0] : undefined;
}

function astrayClaim(
  { gateway, about: { upstream, subject } }: HelperLook,
  astray: ObservationOf<"exchange">,
  args: Args,
) {
  const path = astray.request.exchange?.path ?? "";
  return {
    cause: CAUSE,
    subject,
    strength: 0.9,
    evidence: [exchangeSentence(astray), ...consequence(gateway.kind, astray.facts.status ?? 0)],
    places: [upstream.location],
    args: {
      ...args,
      title: `The service for authorization has nothing at ${path}, where ${asker(gateway)} asks it: ${upstream.name}`,
      fix: `Ask ${upstream.name} at the path where it decides`,
    },
  } as const;
}

/** What clients get: nginx makes 500 of what is neither 2xx nor 401 and 403 (ngx_http_auth_request_module.c). */
function consequence(kind: Gateway["kind"], status: number): readonly string[] {
  if (kind === "nginx") return ["clients get 500 for it, whatever they ask for"];
  return kind === "caddy" ? [`clients get this ${status}, whatever they ask for`] : [];
}

interface HelperLook {
  readonly gateway: Gateway;
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
