import type { Cause, Evidence } from "../model/report.ts";
import { plural } from "./wording.ts";

/** Evidence that says the same of several endpoints, said once. */
export interface EvidenceGroup {
  readonly check: string;
  readonly summary: string;
  readonly status: Evidence["status"];
  /** " · 10.0.0.5:8443", " · 3 endpoints"; empty where it holds for everything that the cause is about. */
  readonly scope: string;
}

export function groupEvidence(cause: Cause): readonly EvidenceGroup[] {
  const groups = new Map<string, Evidence[]>();
  for (const item of cause.evidence) {
    const key = JSON.stringify([item.check, item.status, item.summary]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  const hit = new Set(cause.subjects.map((subject) => subject.endpoint).filter(isGiven));
  return [...groups.values()].flatMap((items) => {
    const [first] = items;
    if (first === undefined) return [];
    return { check: first.check, summary: first.summary, status: first.status, scope: scope(items, hit) };
  });
}

function scope(items: readonly Evidence[], hit: ReadonlySet<string>): string {
  const endpoints = [...new Set(items.map((item) => item.subject.endpoint).filter(isGiven))];
  const [first] = endpoints;
  // A sentence that names its endpoint needs no second mention.
  if (first === undefined || hit.size < 2 || endpoints.length >= hit.size) return "";
  if (endpoints.length > 1) return ` · ${plural(endpoints.length, "endpoint")}`;
  return items[0]?.summary.includes(first) === true ? "" : ` · ${first}`;
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined;
}
