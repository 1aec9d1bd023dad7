import type { Cause, Evidence } from "../model/report.ts";
import { plural } from "./wording.ts";

/** Evidence that says the same of several endpoints, said once. */
export interface EvidenceGroup {
  readonly check: string;
  readonly summary: string;
  readonly status: Evidence["status"];
  /** " · 10.0.0.5:8443", " · same for 2 more endpoints"; empty where it holds for everything the cause is about. */
  readonly scope: string;
}

/** Sentences that differ in nothing but how long something took are one sentence, with the first one's time. */
export function groupEvidence(cause: Cause): readonly EvidenceGroup[] {
  const groups = new Map<string, Evidence[]>();
  for (const item of cause.evidence) {
    const key = JSON.stringify([item.check, item.status, item.summary.replace(TIME, "…")]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  const hit = new Set(cause.subjects.map((subject) => subject.endpoint).filter(isGiven));
  return [...groups.values()].flatMap((items) => {
    const [first] = items;
    if (first === undefined) return [];
    return {
      check: first.check,
      summary: first.summary,
      status: first.status,
      scope: scope(items, first, hit),
    };
  });
}

const TIME = /\b\d{1,9}(?:\.\d{1,9})? (?:[µm]?s|min)\b/g;

function scope(items: readonly Evidence[], first: Evidence, hit: ReadonlySet<string>): string {
  const endpoints = [...new Set(items.map((item) => item.subject.endpoint).filter(isGiven))];
  const [name] = endpoints;
  if (name === undefined || hit.size < 2) return "";
  const others = endpoints.length - 1;
  if (items.some((item) => item.summary !== first.summary))
    return ` · same for ${plural(others, "more endpoint")}`;
  if (endpoints.length >= hit.size) return "";
  if (others > 0) return ` · ${plural(endpoints.length, "endpoint")}`;
  // A sentence that names its endpoint needs no second mention.
  return first.summary.includes(name) ? "" : ` · ${name}`;
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined;
}
