import type { CauseId } from "../model/cause.ts";
import type { Args, Finding, Verdict } from "../model/check.ts";
import type { Edit } from "../model/edit.ts";
import type { Role, Severity } from "../model/report.ts";
import type { Location } from "../model/source.ts";
import { covers, type Subject } from "../model/subject.ts";

/** What a check knows when it speaks for a cause. */
export interface Claim {
  readonly cause: CauseId;
  /** 0..1, calibrated: 0.9 is right nine times of ten. */
  readonly strength: number;
  readonly subject: Subject;
  /** Ids of the routes whose way of asking this is about, where it is about a way of asking. */
  readonly routes?: readonly string[];
  readonly ground: string;
  readonly locations: readonly Location[];
  /** Sentences that were observed, most telling first. */
  readonly evidence: readonly string[];
  readonly args: Args;
  readonly edit?: Edit | undefined;
}

export function pass(summary: string): Verdict {
  return { status: "pass", summary, findings: [] };
}

export function skip(because: string): Verdict {
  return { status: "skip", summary: because, findings: [] };
}

export function warn(summary: string, findings: readonly Finding[]): Verdict {
  return { status: "warn", summary, findings };
}

export function fail(summary: string, findings: readonly Finding[]): Verdict {
  return { status: "fail", summary, findings };
}

/** It explains a failure that is seen now. */
export function root(claim: Claim): Finding {
  return spoken(claim, "root", "error");
}

/** It makes a failure worse that another cause explains. */
export function contributing(claim: Claim, severity: "warning" | "info" = "warning"): Finding {
  return spoken(claim, "contributing", severity);
}

/** Nothing fails because of it now; it will some day. */
export function latent(claim: Claim, severity: "warning" | "info" = "warning"): Finding {
  return spoken(claim, "latent", severity);
}

function spoken(claim: Claim, role: Role, severity: Severity): Finding {
  const { cause, strength, subject, ground, locations, evidence, args, routes, edit } = claim;
  const finding: Finding = {
    cause,
    stance: "for",
    role,
    severity,
    strength,
    subject,
    ground,
    locations,
    evidence,
    args,
  };
  if (routes !== undefined) return { ...finding, routes, ...(edit && { edit }) };
  return edit === undefined ? finding : { ...finding, edit };
}

/** What was seen contradicts the cause. Role and severity mean nothing here. */
export function against(
  cause: CauseId,
  subject: Subject,
  strength: number,
  evidence: readonly string[],
): Finding {
  const nothing = { ground: "", locations: [], args: {} };
  return {
    cause,
    stance: "against",
    strength,
    role: "latent",
    severity: "info",
    subject,
    evidence,
    ...nothing,
  };
}

/**
 * The verdict that follows from findings: `fail` with a root among them, `warn` with anything else that speaks for a
 * cause, otherwise `pass` with the sentence `fine`. One cause on one ground is told once, by its strongest witness.
 */
export function conclude(findings: readonly Finding[], fine: string): Verdict {
  if (findings.length === 0) return pass(fine);
  const told = strongest(findings);
  const speaking = told.filter((finding) => finding.stance === "for");
  const loudest = speaking.find((finding) => finding.role === "root") ?? speaking[0];
  if (loudest === undefined) return { ...pass(fine), findings: told };
  const summary = loudest.evidence[0] ?? loudest.cause;
  return loudest.role === "root" ? fail(summary, told) : warn(summary, told);
}

function routesOfBoth(one: Finding, other: Finding): Pick<Finding, "routes"> {
  if (one.routes === undefined || other.routes === undefined) return {};
  return { routes: [...new Set([...one.routes, ...other.routes])] };
}

/** Asks no key of its own of each: a check may have found tens of thousands. */
function strongest(findings: readonly Finding[]): readonly Finding[] {
  const kept: Finding[] = [];
  const known = new Map<string, readonly number[]>();
  for (const finding of findings) {
    const place = placeOf(finding.subject);
    const here = known.get(place) ?? [];
    const at = here.find((index) => isSameWord(kept[index], finding));
    const before = at === undefined ? undefined : kept[at];
    if (at === undefined || before === undefined) known.set(place, [...here, kept.push(finding) - 1]);
    else {
      const better = before.strength >= finding.strength ? before : finding;
      kept[at] = { ...better, ...routesOfBoth(before, finding) };
    }
  }
  return kept.sort((one, other) => other.strength - one.strength);
}

/** A name that few findings of one check share. */
function placeOf({ gateway, upstream = gateway, endpoint, route = upstream }: Subject): string {
  return endpoint === undefined ? route : `${upstream} ${endpoint}`;
}

function isSameWord(one: Finding | undefined, other: Finding): boolean {
  return (
    one !== undefined &&
    one.cause === other.cause &&
    one.stance === other.stance &&
    one.ground === other.ground &&
    covers(one.subject, other.subject) &&
    covers(other.subject, one.subject)
  );
}
