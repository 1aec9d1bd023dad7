/** Given a list or an object before its parts are looked at; gives what is to stand in its place. */
type Refine = (part: object) => object;

/**
 * A copy of a plain value in which every string has been changed. `change` also hears the name of the field that the
 * string, or the list around it, stands in. Fields that are undefined are absent from the copy, as they are in JSON.
 */
export function mapStrings<T>(value: T, change: (text: string, field: string) => string, refine?: Refine): T;
export function mapStrings(
  value: unknown,
  change: (text: string, field: string) => string,
  refine: Refine = (part) => part,
): unknown {
  const copy = (part: unknown, field: string): unknown => {
    if (typeof part === "string") return change(part, field);
    if (typeof part !== "object" || part === null) return part;
    const refined = refine(part);
    if (Array.isArray(refined)) return refined.map((one) => copy(one, field));
    const fields: Record<string, unknown> = {};
    for (const [name, one] of Object.entries(refined))
      if (one !== undefined && name !== "__proto__") fields[name] = copy(one, name);
    return fields;
  };
  return copy(value, "");
}

/** Remembers what a pure change made of a string: reports say the same names thousands of times. */
export function remembered(change: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const after = change(text);
    known.set(text, after);
    return after;
  };
}
