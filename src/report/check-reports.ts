import type { Judgement } from "../model/conclusion.ts";
import type { CheckReport } from "../model/report.ts";
import type { Naming } from "./document.ts";

/** When a check says the same of more subjects than this, nobody reads it of each. */
const ALIKE = 20;

/**
 * One line per check and subject. Skips of one check for one reason are told once for the whole gateway, and so is what
 * a check found in order with very many subjects: ten thousand endpoints without TLS are no news. Failures and warnings
 * are told of each.
 */
export function checkReports(judgements: readonly Judgement[], naming: Naming): readonly CheckReport[] {
  const alike = new Map<string, Judgement[]>();
  for (const one of judgements) {
    const { check, subject, verdict } = one;
    const key = `${check.id}\n${subject.gateway}\n${verdict.status}\n${verdict.summary}`;
    const known = alike.get(key);
    if (known === undefined) alike.set(key, [one]);
    else known.push(one);
  }
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { status } = first.verdict;
    const isOneLine = status === "skip" || (status === "pass" && group.length > ALIKE);
    return isOneLine ? [reportOf(first, naming, true)] : group.map((one) => reportOf(one, naming, false));
  });
}

function reportOf({ check, subject, verdict }: Judgement, naming: Naming, isForAll: boolean): CheckReport {
  const { status, summary } = verdict;
  return {
    id: check.id,
    layer: check.layer,
    status,
    summary,
    durationMs: 0,
    subject: naming(isForAll ? { gateway: subject.gateway } : subject),
    ...(status === "skip" ? { because: summary } : {}),
  };
}
