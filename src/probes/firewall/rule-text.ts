import { isObject, listIn, member, textIn } from "../json.ts";

const MOST_CHARACTERS = 160;

/** A rule as nft(8) writes it, near enough to find it again: "ip daddr 10.0.0.0/8 tcp dport 8081 drop". */
export function ruleText(rule: readonly unknown[]): string {
  const written = textIn(rule[0], "written");
  const text = written ?? rule.map(expressionText).filter(Boolean).join(" ");
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}

function expressionText(expression: unknown): string {
  if (!isObject(expression)) return "";
  const match = member(expression, "match");
  if (match !== undefined) {
    const op = textIn(match, "op");
    const sign = op === "==" || op === "in" || op === undefined ? "" : `${op} `;
    return `${leftText(member(match, "left"))} ${sign}${rightText(member(match, "right"))}`;
  }
  const [name = "", value] = Object.entries(expression)[0] ?? [];
  if (name === "counter" || name === "log") return name;
  if (name === "reject") {
    const type = textIn(value, "type");
    return `reject${type === undefined ? "" : ` with ${[type, textIn(value, "expr")].filter(Boolean).join(" ")}`}`;
  }
  return name === "vmap" ? `${leftText(member(value, "key"))} vmap` : name;
}

function leftText(left: unknown): string {
  const payload = member(left, "payload");
  if (payload !== undefined) return `${textIn(payload, "protocol")} ${textIn(payload, "field")}`;
  const meta = textIn(member(left, "meta"), "key");
  if (meta !== undefined) return meta.endsWith("name") ? meta : `meta ${meta}`;
  const ct = textIn(member(left, "ct"), "key");
  return ct === undefined ? "…" : `ct ${ct}`;
}

function rightText(right: unknown): string {
  if (typeof right === "string" || typeof right === "number") return String(right);
  if (Array.isArray(right)) return right.map(rightText).join(",");
  const set = listIn(right, "set");
  if (set.length > 0) return `{ ${set.map(rightText).join(", ")} }`;
  const range = listIn(right, "range");
  if (range.length > 0) return range.map(rightText).join("-");
  const prefix = member(right, "prefix");
  return prefix === undefined ? "…" : `${textIn(prefix, "addr")}/${String(member(prefix, "len"))}`;
}
