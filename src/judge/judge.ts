import type {
  Check,
  Finding,
  Look,
  Need,
  Needs,
  Policy,
  SubjectKind,
  SubjectOf,
  Verdict,
} from "../model/check.ts";
import type { Judgement } from "../model/conclusion.ts";
import type { Gateway } from "../model/config.ts";
import type { Observation, ObservationKind } from "../model/observation.ts";
import { indexObservations, type ObservationIndex } from "./observation-index.ts";
import { subjectsOf } from "./subjects.ts";

/** A finding with the check that made it. */
export type Witness = Finding & { readonly check: string };

/**
 * Asks every check about every subject that it is for, with what was seen of it and nothing else. A check that throws
 * is a skip that says so; its siblings go on.
 */
export function judge(
  checks: readonly Check[],
  gateways: readonly Gateway[],
  observations: readonly Observation[],
  policy: Policy,
): readonly Judgement[] {
  const index = indexObservations(observations);
  return gateways.flatMap((gateway) => checks.flatMap((check) => judgeAll(check, gateway, index, policy)));
}

function judgeAll(
  check: Check,
  gateway: Gateway,
  index: ObservationIndex,
  policy: Policy,
): readonly Judgement[] {
  // One branch per kind, so that the type of `about` follows the kind of the check.
  if (check.for === "gateway")
    return subjectsOf.gateway(gateway).map((about) => ask(check, gateway, about, index, policy));
  if (check.for === "upstream")
    return subjectsOf.upstream(gateway).map((about) => ask(check, gateway, about, index, policy));
  return subjectsOf.endpoint(gateway).map((about) => ask(check, gateway, about, index, policy));
}

function ask<Kind extends SubjectKind>(
  check: Extract<Check, { for: Kind }> & { judge(look: Look<Needs, Kind>): Verdict },
  gateway: Gateway,
  about: SubjectOf[Kind],
  index: ObservationIndex,
  policy: Policy,
): Judgement {
  const { subject } = about;
  const all = index.about(subject);
  const seen: Record<string, readonly Observation[]> = {};
  for (const [name, need] of Object.entries<Need>(check.needs)) {
    seen[name] = all.filter((one) => one.kind === need.kind && one.varied?.experiment === need.experiment);
    if (need.isRequired && seen[name].length === 0)
      return { check, subject, verdict: { status: "skip", summary: missing(need, all), findings: [] } };
  }
  try {
    return { check, subject, verdict: check.judge({ gateway, about, seen, policy }) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      check,
      subject,
      verdict: { status: "skip", summary: `the check itself failed: ${reason}`, findings: [] },
    };
  }
}

/** From the ground up: what stands higher waits for what lies below. */
const PYRAMID: readonly ObservationKind[] = ["resolve", "connect", "handshake", "exchange"];

const ABSENT = {
  resolve: "there is no name to resolve",
  connect: "no connection was tried",
  handshake: "the gateway speaks no TLS here",
  exchange: "no request was made",
  process: "processes were not looked at",
  file: "there is no file to look at",
  log: "no log was read",
} satisfies Record<ObservationKind, string>;

/** Why a need is empty: a lower layer that failed, or that there is no such thing. */
function missing(need: Need, all: readonly Observation[]): string {
  if (need.experiment !== undefined) return "the experiment was not called for";
  const below = PYRAMID.slice(0, Math.max(0, PYRAMID.indexOf(need.kind)));
  const failed = all.find(
    (one) => one.varied === undefined && below.includes(one.kind) && one.outcome.kind !== "answered",
  );
  return failed === undefined
    ? ABSENT[need.kind]
    : `waits for the layer below: ${failed.kind}, ${failed.outcome.reason}`;
}

/** Findings of all judgements, each with its check. */
export function witnesses(judgements: readonly Judgement[]): readonly Witness[] {
  return judgements.flatMap(({ check, verdict }) =>
    verdict.findings.map((finding) => ({ ...finding, check: check.id })),
  );
}
