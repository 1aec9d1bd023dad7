import type { CauseId } from "../model/cause.ts";
import type { Check, Finding, Policy } from "../model/check.ts";
import type { Conclusion } from "../model/conclusion.ts";
import type { Gateway } from "../model/config.ts";
import type { Observation } from "../model/observation.ts";
import type { Subject } from "../model/subject.ts";
import { demoteAsides } from "./asides.ts";
import { demoteIdleBackups } from "./backups.ts";
import { besideRoots } from "./beside-roots.ts";
import { tellRoutesApart } from "./by-route.ts";
import { shareGrounds } from "./common-cause.ts";
import { explain } from "./explain.ts";
import { judge, witnesses } from "./judge.ts";
import { dateOnsets } from "./onset.ts";
import { demotePassedOver } from "./passed-over.ts";
import { rank } from "./rank.ts";
import { ruledOut } from "./ruled-out.ts";
import { joinWithinUpstreams } from "./same-upstream.ts";
import { statesOf } from "./state.ts";
import { steadiness, temper } from "./steadiness.ts";
import { verdictOf } from "./verdict.ts";
import { weigh } from "./weigh.ts";

/**
 * From observations to ranked causes: judge, share grounds, weigh, explain, rank. Of what lies in an upstream that the
 * user did not ask about nothing is said: neither a cause nor a state. The texts of a cause are its owner's, which may be
 * a check of the `catalogue` that does not run here.
 */
export function conclude(
  checks: readonly Check[],
  gateways: readonly Gateway[],
  observations: readonly Observation[],
  policy: Policy,
  isWanted: (cause: CauseId, finding: Finding) => boolean,
  isAskedFor: (subject: Subject) => boolean = () => true,
  catalogue: readonly Check[] = checks,
): Conclusion {
  const seen = steadiness(observations);
  const judgements = judge(checks, gateways, seen.observations, policy, isAskedFor);
  const wanted = witnesses(judgements).filter(
    (finding) => isWanted(finding.cause, finding) && isAskedFor(finding.subject),
  );
  const heard = temper(tellRoutesApart(wanted, observations), seen);
  const findings = joinWithinUpstreams(shareGrounds(heard, observations));
  const { standing, dismissed } = explain(dateOnsets(weigh(findings, catalogue), observations));
  const upstreams = statesOf(gateways, observations, standing, policy).filter(({ gateway, upstream }) =>
    isAskedFor({ gateway: gateway.id, upstream: upstream.id }),
  );
  const needed = demotePassedOver(demoteIdleBackups(standing, upstreams), upstreams);
  const causes = rank(besideRoots(demoteAsides(needed, upstreams)), gateways);
  return {
    verdict: verdictOf(upstreams, causes),
    causes,
    ruledOut: ruledOut(findings, causes),
    dismissed,
    upstreams,
    judgements,
  };
}
