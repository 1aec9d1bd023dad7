/** Given a list or an object before its parts are looked at; gives what is to stand in its place. */
type Refine = (part: object) => object;

/**
 * A plain value in which every string has been changed; what holds no changed string is not copied. `change` also hears
 * the name of the field that the string, or the list around it, stands in. Fields that are undefined are absent from
 * copies, as they are in JSON.
 */
export function mapStrings<T>(value: T, change: (text: string, field: string) => string, refine?: Refine): T;
export function mapStrings(
  value: unknown,
  change: (text: string, field: string) => string,
  refine: Refine = (part) => part,
): unknown {
  const map = (part: unknown, field: string): unknown => {
    if (typeof part === "string") return change(part, field);
    if (typeof part !== "object" || part === null) return part;
    const refined = refine(part);
    if (Array.isArray(refined)) return mapList(refined, field);
    return isRecord(refined) ? mapRecord(refined) : refined;
  };
  const mapList = (list: readonly unknown[], field: string): readonly unknown[] => {
    let copy: unknown[] | undefined;
    for (let index = 0; index < list.length; index++) {
      const mapped = map(list[index], field);
      if (copy === undefined && mapped !== list[index]) copy = list.slice(0, index);
      copy?.push(mapped);
    }
    return copy ?? list;
  };
  // inherited fields count: values of the model may find out what they are when they are asked
  const mapRecord = (record: Fields): Fields => {
    let copy: Fields | undefined = isPlain(record) ? undefined : {};
    for (const name in record) {
      const one = record[name];
      const isKept = one !== undefined && name !== "__proto__";
      const mapped = isKept ? map(one, name) : undefined;
      if (copy === undefined && (mapped !== one || name === "__proto__")) copy = fieldsBefore(record, name);
      if (copy !== undefined && isKept) copy[name] = mapped;
    }
    return copy ?? record;
  };
  return map(value, "");
}

type Fields = Record<string, unknown>;

function isRecord(part: object): part is Fields {
  return !Array.isArray(part);
}

function isPlain(record: Fields): boolean {
  return Object.getPrototypeOf(record) === Object.prototype;
}

function fieldsBefore(record: Fields, end: string): Fields {
  const copy: Fields = {};
  for (const name in record) {
    if (name === end) break;
    copy[name] = record[name];
  }
  return copy;
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
