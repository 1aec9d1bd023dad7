import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { CAUSES } from "../model/cause.ts";
import type { RankedReport } from "../report/account.ts";
import { InputError, systemReason } from "./faults.ts";

/** Standard input, as a file. */
const STDIN = 0;

/**
 * A report that an earlier run wrote with `--format json`.
 *
 * @throws InputError where it can't be read, or is something else.
 */
export function readReport(path: string, source: string, workingDirectory: string): RankedReport {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path === "-" ? STDIN : resolve(workingDirectory, path), "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(`${source}: ${path} is not JSON`, HINT);
    throw new InputError(`${source}: ${path}: ${systemReason(error)}`);
  }
  if (isReport(value)) return value;
  throw new InputError(`${source}: ${path} is not a uhc report`, HINT);
}

const HINT = "uhc diagnose --json > report.json writes one.";

type Fields = Readonly<Record<string, unknown>>;

function isReport(value: unknown): value is RankedReport {
  if (!isObject(value) || value.schemaVersion !== 1 || !isText(value.verdict)) return false;
  const { causes, ruledOut, dismissed } = value;
  return (
    isListOf(causes, isCause) &&
    isListOf(ruledOut, (one) => isKnown(one.id) && isText(one.because)) &&
    (dismissed === undefined || isListOf(dismissed, isDismissed))
  );
}

function isCause({ rank, id, title, role, confidence, weighing }: Fields): boolean {
  const isRanked = isNumber(rank) && isKnown(id) && isText(title) && isText(role) && isNumber(confidence);
  return isRanked && (weighing === undefined || (isObject(weighing) && isWeighing(weighing)));
}

function isWeighing({ met, contradicted, missing, limitedBy }: Fields): boolean {
  const isWord = ({ check, strength, summary }: Fields) =>
    isText(check) && isNumber(strength) && isText(summary);
  return (
    isListOf(met, isWord) &&
    isListOf(contradicted, isWord) &&
    isListOf(missing, ({ what, because }) => isText(what) && isText(because)) &&
    (limitedBy === undefined ||
      (isObject(limitedBy) && isKnown(limitedBy.id) && isNumber(limitedBy.confidence)))
  );
}

function isDismissed({ id, confidence, because, subjects }: Fields): boolean {
  return isKnown(id) && isNumber(confidence) && isText(because) && Array.isArray(subjects);
}

function isListOf(value: unknown, isRight: (one: Fields) => boolean): boolean {
  return Array.isArray(value) && value.every((one: unknown) => isObject(one) && isRight(one));
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function isKnown(id: unknown): boolean {
  return isText(id) && Object.hasOwn(CAUSES, id);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
