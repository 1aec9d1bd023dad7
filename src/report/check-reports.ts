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
  const alike = groupAlike(judgements);
  return alike.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { status } = first.verdict;
    const isOneLine = status === "skip" || (status === "pass" && group.length > ALIKE);
    return isOneLine ? [reportOf(first, naming, true)] : group.map((one) => reportOf(one, naming, false));
  });
}

/** Neighbours mostly say the same, word by word: of half a million they are told apart without a key for each. */
function groupAlike(judgements: readonly Judgement[]): readonly (readonly Judgement[])[] {
  const alike = new Map<string, Judgement[]>();
  let last: Judgement[] = [];
  for (const one of judgements) {
    const [neighbour] = last;
    if (neighbour !== undefined && saysSame(one, neighbour)) {
      last.push(one);
      continue;
    }
    const { check, subject, verdict } = one;
    const key = `${check.id}\n${subject.gateway}\n${verdict.status}\n${verdict.summary}`;
    last = alike.get(key) ?? [];
    last.push(one);
    alike.set(key, last);
  }
  return [...alike.values()];
}

function saysSame(one: Judgement, other: Judgement): boolean {
  return (
    one.check === other.check &&
    one.verdict.summary === other.verdict.summary &&
    one.verdict.status === other.verdict.status &&
    one.subject.gateway === other.subject.gateway
  );
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
