import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { quoted } from "../../src/model/evidence.ts";
import { cure, exchangeSentence, header } from "../../src/model/exchange.ts";
import { wasTried } from "../../src/model/handshake.ts";
import { isIn, liveness } from "../../src/model/liveness.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "health-permission",
  layer: "application",
  since: "0.1.0",
  title: "The service lets the declared health check, and credentials that the gateway sends, pass",
  about: [
    "401 or 403 to a declared check is `health-auth-required`, and so it is to a route for which the gateway's config",
    "sends credentials: then the service refuses those. 405 or 501 to a declared check is `health-method-not-allowed`;",
    "GET, HEAD and OPTIONS are tried then, for the fix.",
    "401 and 403 to a request without credentials are a service at work, and no fault.",
  ].join("\n"),
  for: "endpoint",
  needs: { exchanges: needed("exchange"), otherMethod: useful("exchange", "method") },
  causes: {
    "health-auth-required": {
      title: (of) =>
        of.args.purpose === "route"
          ? `The credentials that ${of.args.asker} sends are refused (${of.args.status}): ${who(of)}`
          : `The health path ${of.args.path} wants a login (${of.args.status}): ${who(of)}`,
      meaning:
        "The service asks for credentials, or refuses the ones that it gets, where the gateway wants to know whether it " +
        "is healthy. A login filter often covers the health path by mistake.",
      fix: (of) =>
        of.args.purpose === "route"
          ? fix("Give the gateway credentials that the service accepts", [
              "Renew the key, token or password in the gateway's config.",
            ])
          : fix("Let the health check in without a login, or ask for a public path", [
              `Exempt ${of.args.path} from authentication at the service.`,
              "Or ask for a path that is public, or make the check send credentials of its own.",
            ]),
      verify: ({ args }) => [String(args.curl)],
      includes: [],
    },
    "health-method-not-allowed": {
      title: (of) =>
        `The health check's method ${of.args.method} is not allowed (${of.args.status}): ${who(of)}`,
      meaning: "The service has the path, and not for the method with which the check asks.",
      fix: (of) =>
        fix("Use a method and a path that the service accepts", [
          methodStep(String(of.args.method), String(of.args.works)),
          ...(of.args.allow === "" ? [] : [`The service allows ${of.args.allow}.`]),
        ]),
      verify: ({ args }) => [String(args.curl)],
      includes: ["application-error"],
    },
  },
  judge(look) {
    const { seen, about, policy } = look;
    const findings = eachStep(about, seen.exchanges.filter(wasTried), (exchange) => {
      const { status = 0 } = exchange.facts;
      const ask = exchange.request.exchange;
      const isDeclared = ask?.purpose === "declared-check";
      const isAccepted = isDeclared && isIn(ask.expectStatus ?? policy.expectStatus, status);
      if (isAccepted || exchange.outcome.kind !== "answered") return [];
      const kind = kindOf(status, isDeclared, liveness(exchange, policy).how === "credentials-refused");
      if (kind === undefined) return [];
      const taken = cure(exchange, seen.otherMethod);
      const args = {
        status,
        path: ask?.path ?? "/",
        method: ask?.method ?? "GET",
        purpose: ask?.purpose ?? "route",
        allow: quotedOr(header(exchange, "allow")),
        works: taken?.request.exchange?.method ?? "",
      };
      const better = taken === undefined ? [] : [exchangeSentence(taken)];
      const evidence = [exchangeSentence(exchange), ...better, ...wantsOf(exchange)];
      const value =
        policy.healthPath === undefined && isDeclared ? about.upstream.healthCheck?.path.location : undefined;
      return [root(claim(look, exchange, { ...kind, evidence, value, args }))];
    });
    return conclude(findings, "no request is turned away");
  },
});

function kindOf(status: number, isDeclared: boolean, refusesCredentials: boolean) {
  if (isDeclared && (status === 405 || status === 501))
    return { cause: "health-method-not-allowed", strength: 0.96 } as const;
  if (status !== 401 && status !== 403) return undefined;
  if (isDeclared) return { cause: "health-auth-required", strength: 0.95 } as const;
  return refusesCredentials ? ({ cause: "health-auth-required", strength: 0.85 } as const) : undefined;
}

/** A health endpoint that refuses GET seldom is one: another path is the better advice than another method. */
function methodStep(method: string, works: string): string {
  const other = works || "GET";
  return other === method
    ? `Make the check ask for a path that the service answers to ${method}, or allow ${method} at the service.`
    : `Make the check ask with ${other} instead of ${method}, or allow ${method} at the service.`;
}

function wantsOf(exchange: ObservationOf<"exchange">): readonly string[] {
  const scheme = header(exchange, "www-authenticate");
  const allow = header(exchange, "allow");
  return [
    ...(scheme === undefined ? [] : [`it asks for ${quoted(scheme, 80)}`]),
    ...(allow === undefined ? [] : [`it allows ${quoted(allow, 80)}`]),
  ];
}

function quotedOr(text: string | undefined): string {
  return text === undefined ? "" : quoted(text, 60);
}
