import type { Judgement } from "../model/conclusion.ts";
import type { CheckReport } from "../model/report.ts";
import type { Naming } from "./document.ts";

/**
 * One line per check and subject. Skips of one check for one reason are told once for the whole gateway: ten thousand
 * endpoints without TLS are no news.
 */
export function checkReports(judgements: readonly Judgement[], naming: Naming): readonly CheckReport[] {
  const skips = new Map<string, CheckReport>();
  const told: CheckReport[] = [];
  for (const { check, subject, verdict } of judgements) {
    const { status, summary } = verdict;
    const report = {
      id: check.id,
      layer: check.layer,
      status,
      summary,
      durationMs: 0,
      subject: naming(subject),
    };
    if (status !== "skip") {
      told.push(report);
      continue;
    }
    const key = JSON.stringify([check.id, summary, subject.gateway]);
    if (!skips.has(key))
      skips.set(key, { ...report, subject: naming({ gateway: subject.gateway }), because: summary });
  }
  return [...told, ...skips.values()];
}
