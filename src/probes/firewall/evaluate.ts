import { isObject, listIn, member, textIn } from "../json.ts";
import { isWithin, type SetOf } from "./compare.ts";
import { ABSENT, fieldOf } from "./field.ts";
import { type Answer, allOf, not, type Packet } from "./packet.ts";
import { ruleText } from "./rule-text.ts";
import { type Chain, keyOf, type Ruleset } from "./ruleset.ts";

/** What becomes of a packet in one chain. `lost`: a rule asks what can't be known from here, and would decide. */
export type Verdict =
  | { readonly kind: "accept" | "return" | "lost" }
  | {
      readonly kind: "drop" | "reject";
      readonly chain: Chain;
      readonly rule: string;
    };

/** Jumps within jumps that the kernel allows (NFT_JUMP_STACK_SIZE). */
const MOST_JUMPS = 16;

/** In place of a rule, where none of the chain decides. */
export const POLICY = "policy drop";

interface Walk {
  readonly ruleset: Ruleset;
  readonly packet: Packet;
  /** Rules that may still be looked at; jumps multiply them. */
  readonly budget: { left: number };
  readonly depth: number;
}

/** Follows a packet through a chain, rule by rule, with what it jumps to. A base chain ends in its policy. */
export function follow(chain: Chain, walk: Omit<Walk, "depth">): Verdict {
  const verdict = through(chain, { ...walk, depth: 0 });
  if (verdict.kind !== "return") return verdict;
  return chain.policy === "drop" ? { kind: "drop", chain, rule: POLICY } : { kind: "accept" };
}

function through(chain: Chain, walk: Walk): Verdict {
  if (walk.depth > MOST_JUMPS) return { kind: "lost" };
  for (const rule of chain.rules) {
    walk.budget.left -= 1;
    if (walk.budget.left < 0) return { kind: "lost" };
    const verdict = ruleVerdict(rule, chain, walk);
    if (verdict !== undefined) return verdict;
  }
  return { kind: "return" };
}

/** Undefined where the walk goes on with the next rule. */
function ruleVerdict(rule: readonly unknown[], chain: Chain, walk: Walk): Verdict | undefined {
  const setOf: SetOf = (name) => walk.ruleset.sets.get(keyOf(chain.family, chain.table, name));
  const fits = allOf(rule.map((expression) => answer(expression, walk.packet, setOf)));
  const last = rule.findLast(decides);
  if (fits === false || last === undefined) return undefined;
  const chosen = isObject(last) && "vmap" in last ? fromMap(last.vmap, walk.packet, setOf) : last;
  if (chosen === undefined) return undefined;
  if (fits === "unknown" || chosen === "unknown") return { kind: "lost" };
  return taken(chosen, rule, chain, walk);
}

const VERDICTS = [
  "accept",
  "drop",
  "reject",
  "jump",
  "goto",
  "return",
  "vmap",
  "queue",
  "redirect",
  "dnat",
  "tproxy",
  // What is not tracked is not "new" in the rules behind.
  "notrack",
];

/** Targets of iptables that nft shows by their name alone, and that let a packet go on as it is (iptables-extensions(8)). */
const XT_PASSES = [
  "LOG",
  "NFLOG",
  "MARK",
  "CONNMARK",
  "TCPMSS",
  "CT",
  "TRACE",
  "CHECKSUM",
  "CLASSIFY",
  "SET",
];

function decides(expression: unknown): boolean {
  return (
    isObject(expression) &&
    (VERDICTS.some((name) => Object.hasOwn(expression, name)) || isXtTarget(expression))
  );
}

/** A target of iptables that nft can't translate, such as DNAT: it may decide. */
function isXtTarget(expression: Readonly<Record<string, unknown>>): boolean {
  if (!Object.hasOwn(expression, "xt")) return false;
  const { xt } = expression;
  return textIn(xt, "type") === "target" && !XT_PASSES.includes(textIn(xt, "name") ?? "");
}

/** Whether the rule goes on behind this expression. What only counts, logs or marks lets everything through. */
function answer(expression: unknown, packet: Packet, setOf: SetOf): Answer {
  if (decides(expression)) return true;
  const match = member(expression, "match");
  if (match !== undefined) return matches(match, packet, setOf);
  const passes = ["counter", "log", "comment", "mangle", "quota", "written"];
  return passes.some((name) => member(expression, name) !== undefined) ||
    (isObject(expression) && ("counter" in expression || "log" in expression))
    ? true
    : "unknown";
}

function matches(match: unknown, packet: Packet, setOf: SetOf): Answer {
  const left = member(match, "left");
  const right = member(match, "right");
  const op = textIn(match, "op") ?? "==";
  const flags = member(left, "&");
  if (Array.isArray(flags)) return isFirstOfConnection(flags, op, right, packet);
  const value = fieldOf(left, packet);
  if (value === ABSENT) return false;
  if (value === undefined) return "unknown";
  if (op === "==" || op === "in") return isWithin(value, right, setOf);
  if (op === "!=") return not(isWithin(value, right, setOf));
  return "unknown";
}

/** "tcp flags & (fin | syn | rst | ack) == syn", with which iptables writes --syn: our packet has SYN alone. */
function isFirstOfConnection(
  [field, mask]: readonly unknown[],
  op: string,
  right: unknown,
  packet: Packet,
): Answer {
  const value = fieldOf(field, packet);
  if (!Array.isArray(value) || value[0] !== "syn") return "unknown";
  const names = [member(mask, "|") ?? mask].flat();
  const seen = names.includes("syn") ? ["syn"] : [];
  const wanted = [member(right, "|") ?? right].flat();
  const isSame = seen.length === wanted.length && seen.every((name) => wanted.includes(name));
  if (op === "==") return isSame;
  return op === "!=" ? !isSame : "unknown";
}

/** What a verdict map gives for the packet; undefined where it has no such key. */
function fromMap(vmap: unknown, packet: Packet, setOf: SetOf): unknown {
  const value = fieldOf(member(vmap, "key"), packet);
  if (value === ABSENT) return undefined;
  const data = member(vmap, "data");
  const pairs = typeof data === "string" ? setOf(data.replace(/^@/, "")) : listIn(data, "set");
  if (value === undefined || pairs === undefined) return "unknown";
  for (const pair of pairs) {
    if (!Array.isArray(pair)) return "unknown";
    const fits = isWithin(value, pair[0], setOf);
    if (fits === "unknown") return "unknown";
    if (fits) return pair[1];
  }
  return undefined;
}

function taken(verdict: unknown, rule: readonly unknown[], chain: Chain, walk: Walk): Verdict | undefined {
  if (!isObject(verdict)) return { kind: "lost" };
  if ("accept" in verdict) return { kind: "accept" };
  if ("drop" in verdict) return { kind: "drop", chain, rule: ruleText(rule) };
  if ("reject" in verdict) return { kind: "reject", chain, rule: ruleText(rule) };
  if ("return" in verdict) return { kind: "return" };
  const name = textIn(member(verdict, "jump") ?? member(verdict, "goto"), "target");
  const next = walk.ruleset.chains.find(
    (one) => one.name === name && one.table === chain.table && one.family === chain.family,
  );
  if (next === undefined) return { kind: "lost" };
  const inner = through(next, { ...walk, depth: walk.depth + 1 });
  // Behind a jump the walk comes back; behind a goto it ends where the jump that led here would.
  return inner.kind === "return" && "jump" in verdict ? undefined : inner;
}
