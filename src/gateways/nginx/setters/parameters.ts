import { parseSize, parseTime } from "../units.ts";
import { type Complaint, complaint, invalidParameter, type Setter } from "./complaint.ts";

type Test = (value: string) => boolean;

/** Parameters that stand behind a directive in any order, as `flag` or `name=value`. */
interface Parameters {
  /** Number of the first of them, from 0 on. */
  readonly from: number;
  readonly flags?: ReadonlySet<string>;
  readonly values: Readonly<Record<string, Test>>;
  /** The one that must be there. */
  readonly required?: string;
  /** What nginx says of one that it does not know; `invalid parameter` where it is not told. */
  readonly says?: (text: string, name: string) => string;
}

export function parameters({ from, flags, values, required, says = invalidParameter }: Parameters): Setter {
  const tests = new Map(Object.entries(values));
  const wrong = (text: string, word: number, name: string): Complaint | undefined => {
    if (flags?.has(text)) return undefined;
    const equals = text.indexOf("=");
    const key = text.slice(0, Math.max(0, equals));
    const test = tests.get(key);
    if (test === undefined) return complaint(says(text, name), word);
    return test(text.slice(equals + 1)) ? undefined : complaint(`invalid ${key} value "${text}"`, word);
  };
  return (texts, name) => {
    let isThere = required === undefined;
    for (let word = from; word < texts.length; word++) {
      const text = texts[word] ?? "";
      const found = wrong(text, word, name);
      if (found !== undefined) return found;
      isThere ||= text.startsWith(`${required}=`);
    }
    return isThere ? undefined : complaint(`"${name}" must have "${required}" parameter`);
  };
}

export const isAnything: Test = () => true;
export const isCount: Test = (value) => /^\d{1,18}$/.test(value);
export const isPositive: Test = (value) => isCount(value) && Number(value) > 0;
export const isTime: Test = (value) => parseTime(value) !== undefined;
export const isSeconds: Test = (value) => parseTime(value, "s") !== undefined;
export const isSize: Test = (value) => parseSize(value) !== undefined;
/** A file may be larger than a buffer, so that `g` is taken here (ngx_parse_offset). */
export const isOffset: Test = (value) => /^\d{1,15}[kmg]?$/i.test(value);
export const isFlag: Test = (value) => value === "on" || value === "off";
/** Eight pages are the least that the slab allocator works with (ngx_slab_init; 4 KiB a page). */
const SMALLEST_ZONE = 8 * 4096;

/** `name:size` of a shared memory zone. */
export const isZone: Test = (value) => {
  const colon = value.indexOf(":");
  return colon > 0 && (parseSize(value.slice(colon + 1)) ?? 0) >= SMALLEST_ZONE;
};
