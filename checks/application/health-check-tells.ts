import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { asker, endpointGround, targetText } from "../../src/model/evidence.ts";
import { exchangeSentence } from "../../src/model/exchange.ts";
import { completes, wasTried } from "../../src/model/handshake.ts";
import { liveness } from "../../src/model/liveness.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { ClimbRequest } from "../../src/model/request.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { loggedSentence } from "../../src/testimony/logged.ts";
import { areOver, ownErrors, shareText } from "../../src/testimony/own-errors.ts";
import { pathClaim } from "../../src/testimony/path-claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { curlCommand } from "../../src/testimony/reproduce.ts";
import { conclude, contributing, skip } from "../../src/testimony/verdict.ts";

type Connect = ObservationOf<"connect">;

export default defineCheck({
  id: "health-check-tells",
  layer: "application",
  since: "0.1.0",
  title: "A health check that passes tells that requests are served",
  about: [
    "Only for endpoints with a check of their own, where that check passes: whether the requests of users fail there meanwhile.",
    "uhc sees that itself where the check asks something else than the traffic (a bare connection, TLS alone), else from the",
    "access log: most answers, ten at least, are the service's own 5xx, and no long row of good ones follows them. Then the",
    "check goes on to send traffic there: `health-check-proves-nothing`, beside the cause of the failure itself. A check that",
    "passes while nothing fails is left alone, however little it asks.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    connects: needed("connect"),
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
    logs: useful("log"),
  },
  causes: {
    "health-check-proves-nothing": {
      title: (of) => `The health check passes while requests fail: ${who(of)}`,
      meaning:
        "The check asks something that works whatever state the service is in: a connection alone, a page that is always there, " +
        "a handler that ignores its own result. So the gateway goes on to send requests to an endpoint that fails them, and " +
        "none of the others takes over.",
      fix: (of) =>
        fix("Make the check ask for something that works only when requests do", [
          of.args.isInConfig === 1
            ? configStep(
                of,
                {
                  haproxy: "option httpchk GET /ready, with http-check expect status 200",
                  envoy: "http_health_check: { path: /ready }",
                  nginx: "health_check uri=/ready;",
                },
                "Ask over HTTP for a path whose handler tries what requests need.",
              )
            : "Name another path: one whose handler tries what requests need.",
          "In the handler: try what requests need, each with a short limit of its own, and answer 503 when it fails.",
          "What all endpoints share (one database) takes all of them out at once: leave that to an alarm.",
        ]),
      verify: ({ args }) => [String(args.check), ...(args.failing === "" ? [] : [String(args.failing)])],
      includes: [],
    },
  },
  judge(look) {
    const { about, seen, policy } = look;
    const isDeclared = about.upstream.healthCheck !== undefined || policy.healthPath !== undefined;
    if (!isDeclared || about.endpoint.check?.isOff === true) return skip("no health check is declared");
    const findings = seen.connects
      .filter((connect) => connect.request.isCheck === true && isGreen(look, connect))
      .flatMap((check) => {
        const failing = failingBeside(look, check) ?? failingInLog(look);
        return failing === undefined ? [] : [told(look, check, failing)];
      });
    return conclude(findings, "no request is seen to fail where the check passes");
  },
});

interface Seen {
  readonly handshakes: readonly ObservationOf<"handshake">[];
  readonly exchanges: readonly ObservationOf<"exchange">[];
  readonly logs: readonly ObservationOf<"log">[];
}
type TellsLook = EndpointLook & { readonly seen: Seen };

interface Failing {
  readonly strength: number;
  readonly evidence: readonly string[];
  readonly curl: string;
}

/** The check gets as far as it asks. */
function isGreen({ seen, policy }: TellsLook, { request, outcome }: Connect): boolean {
  if (outcome.kind !== "answered") return false;
  const own = <One extends { readonly request: ClimbRequest }>(all: readonly One[]) =>
    all.filter((one) => one.request === request);
  const [handshake] = own(seen.handshakes);
  const [exchange] = own(seen.exchanges);
  if (request.tls !== undefined && (handshake === undefined || !completes(handshake))) return false;
  if (request.exchange === undefined) return true;
  return exchange !== undefined && liveness(exchange, policy).alive === true;
}

/** What the gateway's own request meets at the same address, where uhc asked that too. */
function failingBeside({ seen, policy }: TellsLook, { request }: Connect): Failing | undefined {
  const failed = seen.exchanges.find(
    (one) =>
      one.request.isCheck !== true &&
      wasTried(one) &&
      targetText(one.request.target) === targetText(request.target) &&
      liveness(one, policy).alive === false,
  );
  return failed === undefined
    ? undefined
    : { strength: 0.88, evidence: [exchangeSentence(failed)], curl: curlCommand(failed.request) };
}

function failingInLog(look: TellsLook): Failing | undefined {
  const { logs } = look.seen;
  const errors = ownErrors(look, logs);
  if (errors === undefined || areOver(errors, logs)) return undefined;
  const evidence = [shareText(errors), ...errors.events.slice(0, 1).map(loggedSentence)];
  return { strength: 0.75, evidence, curl: "" };
}

function told(look: TellsLook, check: Connect, { strength, evidence, curl }: Failing) {
  const { about, seen, gateway } = look;
  const exchange = seen.exchanges.find(({ request }) => request === check.request);
  const asked =
    exchange === undefined
      ? `the check of ${asker(gateway)} only opens ${check.request.tls === undefined ? "a connection" : "a TLS connection"}, and passes`
      : `the check passes: ${exchangeSentence(exchange)}`;
  const claim = pathClaim(look, check, {
    cause: "health-check-proves-nothing",
    strength,
    value: about.upstream.healthCheck?.location,
    ground: endpointGround(about.endpoint),
    args: { failing: curl, isInConfig: about.upstream.healthCheck === undefined ? 0 : 1 },
  });
  const args = {
    ...claim.args,
    check: exchange === undefined ? (claim.args.reach ?? "") : (claim.args.curl ?? ""),
  };
  return contributing({ ...claim, args, evidence: [asked, ...evidence] });
}
