import type { CauseId } from "./cause.ts";
import type { Gateway } from "./config.ts";
import { latent, root } from "./verdict.ts";
import type { Finding } from "./check.ts";
import type { ConfigProblem } from "./config.ts";
import { upstreamNamed } from "./upstream-named.ts";

/** Reading a config is no measurement: what it says is there, short of a mistake of uhc's own reader. */
const CERTAIN = 0.97;

/**
 * What reading the config brought up under one cause, as findings. A problem for which the gateway would refuse the
 * file explains a failure now; anything else is up to the check.
 */
export function problemFindings(gateway: Gateway, cause: CauseId): readonly Finding[] {
  return gateway.problems.filter((problem) => problem.cause === cause).map((problem) => findingOf(gateway, problem));
}

function findingOf(gateway: Gateway, problem: ConfigProblem): Finding {
  const { cause, message, location, about } = problem;
  const { file, line, column } = location;
  const upstream = about === undefined ? undefined : upstreamNamed(gateway, about)?.id;
  const claim = {
    cause,
    strength: CERTAIN,
    subject: problem.refusesConfig ? { gateway: gateway.id } : { gateway: gateway.id, upstream },
    ground: `config:${file}:${line}:${column}`,
    locations: [location],
    evidence: [`${file}:${line}: ${message}`],
    args: { kind: gateway.kind, message, file, line, about: about ?? "" },
  };
  return problem.refusesConfig ? root(claim) : latent(claim);
}
