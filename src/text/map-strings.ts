/**
 * A copy of a plain value in which every string has been changed. `change` also hears the name of the field that the
 * string stands in ("0", "1" in a list). Fields that are undefined are absent from the copy, as they are in JSON.
 */
export function mapStrings<T>(value: T, change: (text: string, field: string) => string): T {
  return JSON.parse(
    JSON.stringify(value, (field, part) => (typeof part === "string" ? change(part, field) : part)),
  );
}
