import { CAUSES, type CauseId, isCauseId, LAYERS } from "../model/cause.ts";
import type { Check } from "../model/check.ts";
import type { ExperimentId } from "../model/variation.ts";
import { UsageError } from "./faults.ts";
import { didYouMean } from "./suggest.ts";

/** Which causes this run may name: those selected, without those ignored. Ids of causes, of checks, and layers. */
export function wantedCauses(
  select: readonly string[],
  ignore: readonly string[],
  checks: readonly Check[],
): (cause: CauseId) => boolean {
  const known = (id: string) => knownCauses(id, checks);
  const selected = new Set(select.flatMap(known));
  const ignored = new Set(ignore.flatMap(known));
  return (cause) => (select.length === 0 || selected.has(cause)) && !ignored.has(cause);
}

/** A check id stands for all causes it owns, a layer for all of its causes. Undefined for what is none of them. */
export function causesMeant(id: string, checks: readonly Check[]): readonly CauseId[] | undefined {
  if (isCauseId(id)) return [id];
  const check = checks.find((one) => one.id === id);
  if (check !== undefined) return Object.keys(check.causes).filter(isCauseId);
  return LAYERS.some((layer) => layer === id) ? causesOfLayer(id) : undefined;
}

function causesOfLayer(layer: string): readonly CauseId[] {
  return Object.keys(CAUSES)
    .filter(isCauseId)
    .filter((cause) => CAUSES[cause] === layer);
}

function knownCauses(id: string, checks: readonly Check[]): readonly CauseId[] {
  const causes = causesMeant(id, checks);
  if (causes !== undefined) return causes;
  const known = [...Object.keys(CAUSES), ...checks.map((check) => check.id), ...LAYERS];
  throw new UsageError(
    `"${id}" is not a cause, check or layer: \`uhc explain\` lists them`,
    didYouMean(id, known),
  );
}

/** The experiments for which some check has a use; a dependency is followed only where that is asked for. */
export function experimentsWanted(
  checks: readonly Check[],
  followsDependencies: boolean,
): ReadonlySet<ExperimentId> {
  const needs = checks.flatMap((check) => Object.values(check.needs));
  const wanted = needs.flatMap(({ experiment }) => (experiment === undefined ? [] : [experiment]));
  return new Set(wanted.filter((one) => one !== "dependency" || followsDependencies));
}
