import type { CauseId } from "../../src/model/cause.ts";
import { defineCheck, needed, type Policy, useful } from "../../src/model/check.ts";
import type { CheckScript } from "../../src/model/check-script.ts";
import { quoted } from "../../src/model/evidence.ts";
import { cure, exchangeSentence, header } from "../../src/model/exchange.ts";
import { wasTried } from "../../src/model/handshake.ts";
import { brokenRule, headerRuleText } from "../../src/model/header-rule.ts";
import type { BodyRule, HeaderRule, StatusRange } from "../../src/model/health-check.ts";
import { isIn, liveness } from "../../src/model/liveness.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { bytesText, wantedOf } from "../../src/model/script-text.ts";
import { isServerError } from "../../src/model/server-error.ts";
import { claim, type EndpointLook } from "../../src/testimony/claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

type Exchange = ObservationOf<"exchange">;

export default defineCheck({
  id: "declared-health",
  layer: "application",
  since: "0.1.0",
  title: "The declared health check gets a status that it expects",
  about: [
    "Only for a check that the config or `--health-path` declares: sends that check and compares the status with the ones",
    "it expects. 404 and 410 are `health-path-not-found`, 3xx `health-redirects`, and what has no kind of its own is",
    "`health-status-unexpected`; a right status without the text that the check expects is `health-body-mismatch`, and so is another",
    "answer than the one that the script of a check below HTTP wants. After a 404 a few usual paths are tried, for the fix. A path that nobody declared may answer 404: that is no fault. Silent where another Host",
    "header turns the answer into a success.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    exchanges: needed("exchange"),
    otherHost: useful("exchange", "host-header"),
    otherName: useful("exchange", "server-name"),
    otherPath: useful("exchange", "health-path"),
  },
  causes: {
    "health-path-not-found": {
      title: (of) => `The health path ${of.args.path} does not exist on ${who(of)} (${of.args.status})`,
      meaning:
        "The service answers, and has nothing at the path that the check asks for. The check then takes a service out " +
        "that may be perfectly healthy.",
      fix: (of) =>
        fix("Ask for a path that the service has", [
          of.args.works === ""
            ? `Correct the path of the check (now ${of.args.path}), or add that path to the service.`
            : `Ask for ${of.args.works} instead of ${of.args.path}: the service answers there.`,
          "Find out which health path the service documents, and that it says more than that the process runs.",
        ]),
      verify: ({ args }) => [String(args.curl)],
      includes: [],
    },
    "health-redirects": {
      title: (of) => `The health path ${of.args.path} redirects to ${of.args.to}: ${who(of)}`,
      meaning:
        "The check expects a direct answer and does not follow redirects. Usual targets are a login page, the same path " +
        "over HTTPS, or the path with a slash at its end.",
      fix: (of) =>
        fix("Ask for a path that answers directly, or accept the redirect", [
          `Exempt ${of.args.path} from login and from the redirect to HTTPS at the service.`,
          "Or ask for the target of the redirect, or count 3xx as healthy.",
        ]),
      verify: ({ args }) => [String(args.curl)],
      includes: [],
    },
    "health-status-unexpected": {
      title: (of) =>
        `The health path ${of.args.path} answers ${of.args.status}, and ${of.args.expected} is expected: ${who(of)}`,
      meaning: "The service answers the check with a status that the check does not take for healthy.",
      fix: (of) =>
        fix("Make check and service agree", [
          `Find out why the service answers ${of.args.status}: a missing header, another method, another version.`,
          "If the status is right, add it to what the check expects.",
        ]),
      verify: ({ args }) => [String(args.curl)],
      includes: [],
    },
    "health-body-mismatch": {
      title: (of) =>
        of.args.path === undefined
          ? `The check expects ${of.args.wanted}, but gets ${of.args.said}: ${who(of)}`
          : `The health path ${of.args.path} answers ${of.args.status} without ${of.args.wanted}: ${who(of)}`,
      meaning:
        "The status is right, and the body does not hold the text that the check expects to find: another program answers, or the " +
        "service now words its health differently.",
      fix: (of) =>
        fix("Make check and service agree on the text", [
          `The check expects ${of.args.wanted}; the service says ${of.args.said}.`,
          "If the new text is right, write it into the check; else find out which program answers there.",
        ]),
      verify: ({ args }) => [String(args.curl).replace(" -o /dev/null", "")],
      includes: [],
    },
  },
  judge(look) {
    const { seen, policy, about } = look;
    const asked = seen.exchanges.filter(
      (each) => wasTried(each) && each.request.exchange?.purpose === "declared-check",
    );
    const findings = eachStep(about, asked, (exchange) => {
      const { how } = liveness(exchange, policy);
      if (how === "unexpected-body") {
        const { script } = exchange.request.exchange ?? {};
        return [script === undefined ? wrongBody(look, exchange) : wrongReply(look, exchange, script)];
      }
      const kind = how === "unexpected-status" ? kindOf(exchange.facts.status) : undefined;
      if (kind === undefined || cure(exchange, [...seen.otherHost, ...seen.otherName]) !== undefined)
        return [];
      return [wrongStatus(look, exchange, kind)];
    });
    return conclude(
      findings,
      asked.length === 0 ? "no health check is declared" : "the declared check is content",
    );
  },
});

type StatusLook = EndpointLook & {
  readonly seen: { readonly otherPath: readonly Exchange[] };
  readonly policy: Policy;
};

function wrongStatus(look: StatusLook, exchange: Exchange, cause: CauseId) {
  const { status = 0, bodyStart } = exchange.facts;
  const known = cure(exchange, look.seen.otherPath);
  const to = header(exchange, "location") ?? "somewhere";
  const expected = rangesText(exchange.request.exchange?.expectStatus ?? look.policy.expectStatus);
  const evidence = [
    `${exchangeSentence(exchange)}; the check expects ${expected}`,
    ...atOnce(look, status),
    ...(known === undefined ? [] : [`where services usually tell their health, ${exchangeSentence(known)}`]),
    ...(cause === "health-redirects" ? [`Location: ${quoted(to, 120)}`] : []),
    ...(cause === "health-status-unexpected" && bodyStart !== "" ? [`body: ${quoted(bodyStart, 120)}`] : []),
  ];
  const value = checkPlace(look, look.policy.healthPath);
  const path = exchange.request.exchange?.path ?? "/";
  const works = known?.request.exchange?.path ?? "";
  const args = { path, status, expected, to: quoted(to, 60), works };
  return root(claim(look, exchange, { cause, strength: 0.96, evidence, value, args }));
}

/** "nothing that matches \"^err\"". */
function ruleText({ kind, text, isNegated }: BodyRule): string {
  if (kind === "text") return `${isNegated ? "no " : ""}${quoted(text, 40)}`;
  return `${isNegated ? "nothing" : "something"} that matches ${quoted(text, 60)}`;
}

function wrongBody(look: Parameters<typeof claim>[0], exchange: Exchange) {
  const { status = 0, bodyStart } = exchange.facts;
  const ask = exchange.request.exchange;
  const wanted = [
    ...(ask?.expectBody ?? []).map((text) => quoted(text, 40)),
    ...(ask?.expectBodyRule === undefined ? [] : [ruleText(ask.expectBodyRule)]),
  ].join(" and ");
  const header = brokenRule(ask?.expectHeaders, exchange.facts.headers);
  if (header !== undefined) return wrongHeader(look, exchange, header);
  const evidence = [
    `${exchangeSentence(exchange)}; the check expects ${wanted} in the body`,
    `body: ${quoted(bodyStart, 120)}`,
  ];
  const check = look.about.upstream.healthCheck;
  const value = (check?.expectBodyRule ?? check?.expectBody)?.location;
  const args = { path: ask?.path ?? "/", status, wanted, said: quoted(bodyStart, 60) };
  return root(
    claim(look, exchange, { cause: "health-body-mismatch", strength: 0.95, evidence, value, args }),
  );
}

function wrongHeader(look: Parameters<typeof claim>[0], exchange: Exchange, rule: HeaderRule) {
  const { status = 0, headers } = exchange.facts;
  const path = exchange.request.exchange?.path ?? "/";
  const wanted = headerRuleText(rule);
  const names = headers.map(([name]) => name).slice(0, 12);
  const evidence = [
    `${exchangeSentence(exchange)}; the check expects ${wanted}`,
    `headers that came: ${quoted(names.join(", "), 120)}`,
  ];
  const title = `The health path ${path} answers ${status}, and the check expects ${wanted}: ${look.about.endpoint.endpoint}`;
  const fix = "Make check and service agree on the header";
  const args = { path, status, wanted, said: quoted(names.join(", "), 60), title, fix };
  const found = {
    cause: "health-body-mismatch",
    strength: 0.95,
    evidence,
    value: rule.location,
    args,
  } as const;
  return root(claim(look, exchange, found));
}

/** What the script of a check below HTTP hears is not what it wants. */
function wrongReply(look: StatusLook, exchange: Exchange, script: CheckScript) {
  const { bodyStart, unmet } = exchange.facts;
  const step = unmet && script.steps[unmet.step];
  const comment =
    step?.kind === "expect" && step.comment !== undefined ? [`its comment: ${step.comment}`] : [];
  const wanted = unmet === undefined ? "another answer" : wantedOf(script, unmet);
  const said = bytesText(bodyStart.replace(/[\0-\x1f]+$/, ""));
  const evidence = [exchangeSentence(exchange), `what comes: ${said}`, ...comment];
  const args = { wanted, said };
  const found = {
    cause: "health-body-mismatch",
    strength: 0.95,
    evidence,
    value: step?.location,
    args,
  } as const;
  return root(claim(look, exchange, found));
}

/**
 * Envoy counts towards its threshold only what fails in the network, and statuses that are called retriable: any other
 * wrong status takes an endpoint out at the first answer (health_checker_base_impl.cc, setUnhealthy).
 */
function atOnce({ about }: Parameters<typeof claim>[0], status: number): readonly string[] {
  const { healthCheck: check } = about.upstream;
  if (check?.retriableStatus === undefined) return [];
  return isIn(check.retriableStatus.value, status)
    ? [`${check.unhealthyAfter.value} such answers in a row take it out`]
    : [`one such answer takes it out, whatever the threshold of ${check.unhealthyAfter.value}`];
}

function rangesText(ranges: readonly StatusRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(", ");
}

/** Undefined for statuses that other checks own: 401, 403, 405 and 501, 429, other 5xx. */
function kindOf(status: number | undefined): CauseId | undefined {
  if (
    status === undefined ||
    status === 401 ||
    status === 403 ||
    status === 405 ||
    status === 429 ||
    isServerError(status)
  )
    return undefined;
  if (status === 404 || status === 410) return "health-path-not-found";
  return status >= 300 && status < 400 ? "health-redirects" : "health-status-unexpected";
}

/** A path from the command line stands in no file. */
function checkPlace({ about }: Parameters<typeof claim>[0], healthPath: string | undefined) {
  return healthPath === undefined ? about.upstream.healthCheck?.path.location : undefined;
}
