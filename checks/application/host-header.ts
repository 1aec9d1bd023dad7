import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { hostWord, quoted, routeOf } from "../../src/model/evidence.ts";
import { cameEmpty, cure, exchangeSentence, wasCut } from "../../src/model/exchange.ts";
import { wasTried } from "../../src/model/handshake.ts";
import { liveness } from "../../src/model/liveness.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { curlCommand } from "../../src/testimony/reproduce.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, latent, root } from "../../src/testimony/verdict.ts";

/** Pages with which frameworks refuse a Host: Django, Rails, Vite and webpack, Vert.x, Keycloak and others. */
const HOST_PAGE =
  /Invalid HTTP_HOST header|DisallowedHost|Blocked hosts?\b|Blocked request\. This host|Invalid Host header|Host header (?:is )?(?:invalid|not allowed|missing|specified is invalid)|missing (?:required )?Host header/i;
const REFUSALS: ReadonlySet<number> = new Set([400, 403, 404, 421]);

const NONE = "(none)";

export default defineCheck({
  id: "host-header",
  layer: "application",
  since: "0.1.0",
  title: "The service answers to the Host header that the gateway sends",
  about: [
    "Sends the gateway's own Host header. Where the answer is 4xx or 5xx, or the service hangs up, the experiment asks again with the endpoint's own",
    "name and with the route's host names: if one of them gets 2xx or 3xx and nothing else was changed, it is",
    "`host-header-rejected`. Without the experiment, 421 or a page that names the Host header is only a hint, because a",
    "status below 500 shows a service that lives.",
  ].join("\n"),
  for: "endpoint",
  needs: { exchanges: needed("exchange"), otherHost: useful("exchange", "host-header") },
  causes: {
    "host-header-rejected": {
      title: (of) => {
        const asking = `${of.args.asker}${of.args.isCheck === 1 ? "'s check" : ""}`;
        return of.args.sent === NONE
          ? `The service wants a Host header, and ${asking} sends none: ${who(of)}`
          : `The service refuses the Host header ${of.args.sent} that ${asking} sends: ${who(of)}`;
      },
      meaning:
        "The service picks its site by the Host header, or admits listed hosts alone, and the one that the gateway sends is " +
        "not among them. Gateways often send the name of a group in their own config instead of the client's Host.",
      fix: (of) =>
        fix(
          of.args.works === "" ? "Send a Host header that the service knows" : `Send Host: ${of.args.works}`,
          [
            configStep(
              of,
              {
                nginx:
                  of.args.family === "proxy"
                    ? `proxy_set_header Host ${of.args.works || "$host"}; (in this location: it hides those of the levels above)`
                    : `${of.args.family}_set_header Host ${of.args.works || "$host"};`,
                haproxy:
                  of.args.isCheck === 1
                    ? `http-check send meth GET uri /PATH ver HTTP/1.1 hdr Host ${of.args.works || "NAME"}`
                    : `http-request set-header Host ${of.args.works || "NAME"}`,
                caddy: `header_up Host ${of.args.works || "NAME"} for the traffic, health_headers { Host ${of.args.works || "NAME"} } for a check`,
              },
              `Send ${of.args.works || "the client's own Host"} to this upstream.`,
            ),
            "Or add the name that the gateway sends to the hosts that the service allows.",
          ],
        ),
      verify: ({ args }) => [String(args.curl), ...(args.worksCurl === "" ? [] : [String(args.worksCurl)])],
      includes: [
        "application-error",
        "health-status-unexpected",
        "health-path-not-found",
        "health-auth-required",
        "connection-closed-early",
        "connection-reset",
      ],
    },
  },
  judge(look) {
    const { seen, about } = look;
    const findings = eachStep(about, seen.exchanges.filter(wasTried), (exchange) => {
      const { bodyStart } = exchange.facts;
      if (!mayBeRefusal(exchange)) return [];
      // Without any Host more than the name was changed: the header's word, its version.
      const found = cure(exchange, seen.otherHost.filter(namesHost));
      const value = routeOf(about, exchange)?.forward.host.location;
      const args = {
        sent: exchange.request.exchange?.host ?? NONE,
        works: authorityWord(found?.request.exchange?.host ?? ""),
        worksCurl: found === undefined ? "" : curlCommand(found.request),
      };
      const evidence = [
        exchangeSentence(exchange),
        ...(found === undefined ? [] : [exchangeSentence(found)]),
      ];
      if (found !== undefined)
        return [
          root(
            claim(look, exchange, { cause: "host-header-rejected", strength: 0.94, evidence, value, args }),
          ),
        ];
      // what refuses a declared check fails it, whoever would get more
      const isFailedCheck =
        exchange.request.isCheck === true && liveness(exchange, look.policy).alive === false;
      const strength = isFailedCheck ? ofCheck(exchange) : byItself(exchange, seen.otherHost.length > 0);
      if (strength === 0) return [];
      const speak = isFailedCheck ? root : latent;
      const said = [...evidence, ...(bodyStart === "" ? [] : [`body: ${quoted(bodyStart)}`])];
      return [
        speak(
          claim(look, exchange, { cause: "host-header-rejected", strength, evidence: said, value, args }),
        ),
      ];
    });
    return conclude(findings, "the Host header is accepted");
  },
});

/** A site that does not know the name may say so, fail, or hang up (nginx: `return 444`). */
function mayBeRefusal(exchange: ObservationOf<"exchange">): boolean {
  const { status = 0 } = exchange.facts;
  if (exchange.outcome.kind === "answered") return status >= 500 || REFUSALS.has(status);
  return wasCut(exchange) && cameEmpty(exchange);
}

function namesHost({ request }: ObservationOf<"exchange">): boolean {
  return request.exchange?.host !== undefined;
}

/** 421 is made for it (RFC 9110, section 15.5.20). */
function ofCheck({ facts }: ObservationOf<"exchange">): number {
  if (facts.status === 421) return 0.9;
  return facts.status !== undefined && facts.status < 500 && HOST_PAGE.test(facts.bodyStart) ? 0.9 : 0;
}

function byItself({ facts }: ObservationOf<"exchange">, wasVaried: boolean): number {
  if (facts.status !== undefined && facts.status < 500 && HOST_PAGE.test(facts.bodyStart)) return 0.8;
  return facts.status === 421 && !wasVaried ? 0.6 : 0;
}

/** The same for a host with a port, as a service that admits its own address alone wants it. */
function authorityWord(text: string): string {
  const [, host = "", port = ""] = /^(.*?)(:\d{1,5})?$/s.exec(text) ?? [];
  const word = hostWord(host);
  return word === "" ? "" : word + port;
}
