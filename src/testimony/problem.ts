import type { CauseId } from "../model/cause.ts";
import type { Finding } from "../model/check.ts";
import type { ConfigProblem, Gateway, GatewayKind } from "../model/config.ts";
import { asker, shellQuote } from "../model/evidence.ts";
import type { Subject } from "../model/subject.ts";
import { upstreamNamed } from "../model/upstream-named.ts";
import { latent, root } from "./verdict.ts";

/** Reading a config is no measurement: what it says is there, short of a mistake of uhc's own reader. */
const CERTAIN = 0.97;

/**
 * What reading the config brought up under one cause, as findings. A problem for which the gateway would refuse the
 * file explains a failure now, of everything that the file serves; the subject is then the whole gateway, with the
 * upstream only named in the sentence. Anything else is latent, unless the check knows better.
 */
export function problemFindings(gateway: Gateway, cause: CauseId): readonly Finding[] {
  return gateway.problems
    .filter((problem) => problem.cause === cause)
    .map((problem) => {
      const claim = { ...problemClaim(gateway, problem), strength: CERTAIN };
      return problem.refusesConfig ? root(claim) : latent(claim, problem.severity);
    });
}

/** The same with the problem's own words for title and fix, where a cause has several forms, or its owner other ones. */
export function toldFindings(gateway: Gateway, cause: CauseId): readonly Finding[] {
  return problemFindings(gateway, cause)
    .filter(({ args }) => args.remedy !== undefined)
    .map((finding) => {
      const { message = "", remedy = "", test = "" } = finding.args;
      return {
        ...finding,
        evidence: [String(message)],
        args: { ...finding.args, title: message, fix: remedy, verify: test },
      };
    });
}

/** Everything a finding needs to know of a problem, but how sure it is. */
export function problemClaim(gateway: Gateway, problem: ConfigProblem) {
  const { cause, message, location, about = "" } = problem;
  const { file, line, column } = location;
  return {
    cause,
    subject: subjectOf(gateway, problem),
    ground: `config:${file}:${line}:${column}`,
    locations: [location],
    evidence: [`${file}:${line}: ${message}`],
    args: {
      kind: gateway.kind,
      asker: asker(gateway),
      test: testCommand(gateway),
      message,
      file,
      line,
      about,
      refused: problem.refusesConfig ? 1 : 0,
      ...(problem.remedy === undefined ? {} : { remedy: problem.remedy }),
    },
    ...(problem.edit === undefined ? {} : { edit: problem.edit }),
  };
}

function subjectOf(gateway: Gateway, { refusesConfig, about }: ConfigProblem): Subject {
  const upstream = about === undefined ? undefined : upstreamNamed(gateway, about)?.id;
  return refusesConfig || upstream === undefined
    ? { gateway: gateway.id }
    : { gateway: gateway.id, upstream };
}

/** Commands with which a gateway says what it thinks of a config. */
const TESTS: ReadonlyMap<GatewayKind, string> = new Map<GatewayKind, string>([
  ["nginx", "nginx -t -c"],
  ["haproxy", "haproxy -c -f"],
  ["caddy", "caddy validate --config"],
]);

/** Made once for the thousands of claims that name it. */
const commands = new WeakMap<Gateway, string>();

/** How the gateway itself is asked what it thinks of its config. */
export function testCommand(gateway: Gateway): string {
  const known = commands.get(gateway);
  if (known !== undefined) return known;
  const command = `${TESTS.get(gateway.kind) ?? "uhc lint"} ${shellQuote(gateway.mainFile)}`;
  commands.set(gateway, command);
  return command;
}

/** The problems for which the gateway would not load its config. */
export function refusals(gateway: Gateway): readonly ConfigProblem[] {
  return gateway.problems.filter((problem) => problem.refusesConfig);
}
