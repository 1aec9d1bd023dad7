import type { Dismissal, Hypothesis } from "../model/conclusion.ts";
import type { Subject } from "../model/subject.ts";

/**
 * Failures that seem to be over, of a peer that fails in the same way now: several upstreams or routes may lead there, and
 * the log does not say which one the failed request took. What goes on elsewhere is not over here.
 */
export function goesOnElsewhere(
  hypotheses: readonly Hypothesis[],
): readonly { readonly past: Hypothesis; readonly dismissal: Dismissal }[] {
  const past = hypotheses.filter(({ args }) => args.over !== undefined);
  if (past.length === 0) return [];
  const now = new Map<string, Dismissal["cause"]>();
  for (const { role, cause, text, subjects } of hypotheses)
    if (role === "root")
      for (const subject of subjects)
        for (const what of [cause, ...text.includes, ...(text.leadsTo ?? [])])
          now.set(keyOf(what, subject), cause);
  return past.flatMap((one) => {
    const { cause, confidence, subjects } = one;
    const by = subjects.map((subject) => now.get(keyOf(cause, subject)));
    const [first] = by;
    if (first === undefined || by.includes(undefined)) return [];
    return [{ past: one, dismissal: { cause, confidence, subjects, why: "part", by: first } }];
  });
}

function keyOf(cause: string, { gateway, endpoint }: Subject): string {
  return JSON.stringify([cause, gateway, endpoint]);
}
