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
  // names come from configs: "constructor" is none of a table's own
  const found = TABLES.flatMap((table) => (Object.hasOwn(table, name) ? (table[name] ?? []) : []));
  return found.length > 1 ? all(...found) : found[0];
}
