import { ADDRESS_SETTERS } from "./addresses.ts";
import { CHOICE_SETTERS } from "./choices.ts";
import { all, type Setter } from "./complaint.ts";
import { NAME_SETTERS } from "./names.ts";
import { NUMBER_SETTERS } from "./numbers.ts";
import { PATTERN_SETTERS } from "./patterns.ts";
import { ZONE_SETTERS } from "./zones.ts";

const TABLES = [
  NUMBER_SETTERS,
  CHOICE_SETTERS,
  ZONE_SETTERS,
  ADDRESS_SETTERS,
  NAME_SETTERS,
  PATTERN_SETTERS,
] as const;

/** What a directive asks of its arguments beyond their number and kind; undefined where it takes anything. */
export function setterOf(name: string): Setter | undefined {
  const found = TABLES.map((table) => table[name]).filter((setter) => setter !== undefined);
  return found.length > 1 ? all(...found) : found[0];
}
