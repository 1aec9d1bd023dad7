import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, asker, quoted } from "../../src/model/evidence.ts";
import { cure, exchangeSentence, header } from "../../src/model/exchange.ts";
import { wasTried } from "../../src/model/handshake.ts";
import { liveness } from "../../src/model/liveness.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { limitHeaders } from "../../src/testimony/limit-headers.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

type Exchange = ObservationOf<"exchange">;

/** Pages that gateways write when what is behind them fails: nginx, Envoy, HAProxy, Traefik and AWS load balancers. */
const GATEWAY_PAGE =
  /<center>(nginx|openresty)|no healthy upstream|upstream connect error|No server is available to handle this request|<center><h1>50[234] |^(Bad Gateway|Gateway Timeout|no available server)\s*$/i;

export default defineCheck({
  id: "server-errors",
  layer: "application",
  since: "0.1.0",
  title: "The service does not answer with an error of its own",
  about: [
    "A status of 5xx comes from the service itself: the gateway only passes it on. It is `application-error` if no change",
    "in what the gateway sends (Host, HTTP version, path, server name) turns it into a success, and `rate-limited` if the",
    "status is 429. A check that declares 5xx as expected is content with it. Other checks read the body for a reason",
    "(a dependency, a start-up), and their word goes before this one.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    exchanges: needed("exchange"),
    otherHost: useful("exchange", "host-header"),
    otherVersion: useful("exchange", "http-version"),
    otherPath: useful("exchange", "path-rewrite"),
    otherName: useful("exchange", "server-name"),
    again: useful("exchange", "repeat"),
  },
  causes: {
    "application-error": {
      title: (of) => `The service itself answers ${of.args.status}: ${who(of)}`,
      meaning:
        "Connection, TLS and request all work, and the service answers with a server error. The gateway is not at fault " +
        "and no change to its config will help.",
      fix: (of) =>
        fix(`Check the log of the service behind ${of.args.target}; ${of.args.asker} is not at fault`, [
          "Look for the error at the time of this request in the service's own log.",
          ...(of.args.isGateway === 1
            ? ["The answer is that of another gateway: run uhc there, or look behind it."]
            : []),
        ]),
      verify: ({ args }) => [String(args.curl).replace(" -o /dev/null", "")],
      includes: [],
    },
    "rate-limited": {
      title: (of) => `The service answers 429, too many requests: ${who(of)}`,
      meaning:
        "The service, or a gateway in front of it, limits how many requests it takes, and this host is over it.",
      fix: () =>
        fix("Raise the limit at the service, or send it fewer requests", [
          "Check what the limit counts: behind a gateway all clients may share one address, and so one limit.",
          "If health checks use it up, ask less often or exempt their path.",
        ]),
      verify: ({ args }) => [String(args.curl)],
      includes: [],
    },
  },
  judge(look) {
    const { seen, policy, about, gateway } = look;
    const asked = [...seen.exchanges, ...seen.again].filter(wasTried);
    const varied = [...seen.otherHost, ...seen.otherVersion, ...seen.otherPath, ...seen.otherName];
    const failed = asked.filter((each) => {
      const { how } = liveness(each, policy);
      const isError = how === "server-error" || how === "rate-limited";
      return isError && !hasOwnCause(each) && cure(each, varied) === undefined;
    });
    const findings = eachStep(about, asked, (exchange) => {
      if (!failed.includes(exchange)) return [];
      const { status = 0, bodyStart } = exchange.facts;
      const often = howOften(exchange, asked, failed);
      const isGateway = isGatewayAnswer(exchange);
      const evidence = [
        exchangeSentence(exchange),
        often.sentence ?? `every request gets ${status}: ${asker(gateway)} is not at fault`,
        ...(bodyStart === "" ? [] : [`body: ${quoted(bodyStart, 120)}`]),
        ...(isGateway
          ? ["the answer is one that a gateway writes: the failure lies behind this endpoint"]
          : []),
        ...limitHeaders(exchange),
      ];
      const args = { status, isGateway: isGateway ? 1 : 0 };
      const strength = often.isSteady ? 0.95 : 0.9;
      const cause = status === 429 ? "rate-limited" : "application-error";
      return [root(claim(look, exchange, { cause, strength, evidence, args }))];
    });
    return conclude(findings, "no answer is a server error");
  },
});

/** Caddy says nothing but its name when what is behind it fails. */
function isGatewayAnswer(exchange: Exchange): boolean {
  const { status = 0, bodyStart, bodyBytes } = exchange.facts;
  const isMute = bodyBytes === 0 && status >= 502 && status <= 504;
  return GATEWAY_PAGE.test(bodyStart) || (isMute && /^caddy\b/i.test(header(exchange, "server") ?? ""));
}

/** Whether the same request always ends like this, and what to say of those that do not. */
function howOften(exchange: Exchange, asked: readonly Exchange[], failed: readonly Exchange[]) {
  const same = alike(exchange, asked);
  const bad = same.filter((each) => failed.includes(each));
  if (bad.length < same.length)
    return { isSteady: false, sentence: `${bad.length} of ${same.length} requests end like this` };
  const status = exchange.facts.status ?? 0;
  return failed.length < asked.length
    ? { isSteady: true, sentence: `every request for this path gets ${status}, others are answered` }
    : { isSteady: true, sentence: undefined };
}

/** 505 is about the HTTP version, and 501 to a declared check about its method. */
function hasOwnCause({ facts, request }: Exchange): boolean {
  return facts.status === 505 || (facts.status === 501 && request.exchange?.purpose === "declared-check");
}
