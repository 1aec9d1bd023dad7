type Fields = Readonly<Record<string, unknown>>;

/** Whether a value of parsed JSON is an object. */
export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member of that name; undefined for what is no object or has none. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function textIn(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === "string" ? found : undefined;
}

export function listIn(value: unknown, name: string): readonly unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}

export function numberIn(value: unknown, name: string): number | undefined {
  const found = member(value, name);
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

export function textsIn(value: unknown, name: string): readonly string[] {
  return listIn(value, name).filter((one) => typeof one === "string");
}

/** The members of an object; none of what is no object. */
export function membersIn(value: unknown, name: string): readonly (readonly [string, unknown])[] {
  const found = member(value, name);
  return isObject(found) ? Object.entries(found) : [];
}
