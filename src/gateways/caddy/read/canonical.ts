import { entriesOf, itemsOf, kindOf, scalarText, type Value } from "../../../text/tree.ts";

/** A text that is the same for values that say the same, whatever the order of their keys; absent ones say "". */
export function canonical(value: Value | undefined): string {
  if (value === undefined) return "";
  const kind = kindOf(value);
  if (kind === "list") return `[${itemsOf(value).map(canonical).join(",")}]`;
  if (kind !== "map") return kind === "null" ? "null" : JSON.stringify(scalarText(value));
  const entries = entriesOf(value).map(
    ([key, one]) => `${JSON.stringify(scalarText(key))}:${canonical(one)}`,
  );
  return `{${entries.sort().join(",")}}`;
}
