import ipaddr from "ipaddr.js";
import { isObject, listIn, member, textIn } from "../json.ts";
import { type Answer, allOf, anyOf } from "./packet.ts";

type Scalar = string | number;

/** Elements of a set that belongs to the rule's own table; undefined for one that is not there. */
export type SetOf = (name: string) => readonly unknown[] | undefined;

/** Whether a value is what the right side of a match names, or is within it: a range, a prefix, a set. */
export function isWithin(value: Scalar | readonly Scalar[], right: unknown, setOf: SetOf): Answer {
  if (typeof right === "string" && right.startsWith("@")) {
    const elements = setOf(right.slice(1));
    return elements === undefined ? "unknown" : isAmong(value, elements, setOf);
  }
  if (Array.isArray(right)) return isAmong(value, right, setOf);
  if (isObject(right)) return isWithinObject(value, right, setOf);
  if (typeof value === "object")
    return value.length === 1 ? isWithin(value[0] ?? "", right, setOf) : "unknown";
  return typeof right === "string" || typeof right === "number" ? isSame(value, right) : "unknown";
}

function isAmong(value: Scalar | readonly Scalar[], elements: readonly unknown[], setOf: SetOf): Answer {
  return anyOf(elements.map((element) => isWithin(value, element, setOf)));
}

function isWithinObject(
  value: Scalar | readonly Scalar[],
  right: Readonly<Record<string, unknown>>,
  setOf: SetOf,
): Answer {
  const element = member(right, "elem");
  if (element !== undefined) return isWithin(value, member(element, "val"), setOf);
  if (Array.isArray(right.set)) return isAmong(value, right.set, setOf);
  if (Array.isArray(right.concat)) {
    const parts = right.concat;
    if (typeof value !== "object" || value.length !== parts.length) return "unknown";
    return allOf(value.map((one, nth) => isWithin(one, parts[nth], setOf)));
  }
  if (typeof value === "object") return "unknown";
  if (Array.isArray(right.range)) return isInRange(value, listIn(right, "range"));
  const prefix = member(right, "prefix");
  return prefix === undefined ? "unknown" : isInPrefix(value, textIn(prefix, "addr"), member(prefix, "len"));
}

function isSame(value: Scalar, right: Scalar): Answer {
  if (typeof value === "number" || typeof right === "number") return Number(value) === Number(right);
  if (right.endsWith("*")) return value.startsWith(right.slice(0, -1));
  return addressOf(value)?.toString() === addressOf(right)?.toString() && addressOf(value) !== undefined
    ? true
    : value === right;
}

function isInRange(value: Scalar, [from, to]: readonly unknown[]): Answer {
  if (typeof value === "number")
    return typeof from === "number" && typeof to === "number" ? value >= from && value <= to : "unknown";
  if (typeof from !== "string" || typeof to !== "string") return "unknown";
  const [low, own, high] = [from, value, to].map((text) => addressOf(text)?.toByteArray());
  if (low === undefined || own === undefined || high === undefined) return "unknown";
  return low.length === own.length && order(low, own) <= 0 && order(own, high) <= 0;
}

function isInPrefix(value: Scalar, base: string | undefined, length: unknown): Answer {
  const own = addressOf(String(value));
  const network = base === undefined ? undefined : addressOf(base);
  if (own === undefined || network === undefined || typeof length !== "number") return "unknown";
  return own.kind() === network.kind() && own.match(network, length);
}

function addressOf(text: string) {
  return ipaddr.isValid(text) ? ipaddr.parse(text) : undefined;
}

function order(one: readonly number[], other: readonly number[]): number {
  const nth = one.findIndex((byte, index) => byte !== other[index]);
  return nth < 0 ? 0 : (one[nth] ?? 0) - (other[nth] ?? 0);
}
