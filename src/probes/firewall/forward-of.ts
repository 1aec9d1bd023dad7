import type { Flow, Forward } from "../../model/firewall.ts";
import { isObject, member, textIn } from "../json.ts";
import { isWithin } from "./compare.ts";
import { ruleText } from "./rule-text.ts";
import { type Chain, keyOf, type Ruleset } from "./ruleset.ts";

/** Statements of nft that change where a packet goes (nft(8), NAT STATEMENTS and TPROXY STATEMENT). */
const TURNS = ["dnat", "redirect", "tproxy"];
/** Targets of iptables that nft shows by their name alone and that do the same (iptables-extensions(8)). */
const XT_TURNS = ["DNAT", "REDIRECT", "TPROXY", "NETMAP"];

/**
 * The rule that may send a connection elsewhere. Found from the port alone: which chains jump to it, and what else it asks, is
 * not followed, since here a rule too many only makes the answer more careful.
 */
export function forwardOf(ruleset: Ruleset, flow: Flow): Forward | undefined {
  for (const chain of ruleset.chains) {
    const rule = chain.rules.find((one) => one.some(turns) && mayTake(one, flow, chain, ruleset));
    if (rule !== undefined)
      return { ...flow, chain: `${chain.family} ${chain.table} ${chain.name}`, rule: ruleText(rule) };
  }
  return undefined;
}

function turns(expression: unknown): boolean {
  if (!isObject(expression)) return false;
  if (TURNS.some((name) => Object.hasOwn(expression, name))) return true;
  return XT_TURNS.includes(textIn(member(expression, "xt"), "name") ?? "");
}

/** Unless it asks for another port, or another protocol than TCP. */
function mayTake(rule: readonly unknown[], { port }: Flow, chain: Chain, ruleset: Ruleset): boolean {
  return rule.every((expression) => {
    const match = member(expression, "match");
    const payload = member(member(match, "left"), "payload");
    if (textIn(payload, "field") !== "dport") return true;
    if (textIn(payload, "protocol") === "udp") return false;
    const setOf = (name: string) => ruleset.sets.get(keyOf(chain.family, chain.table, name));
    const fits = isWithin(port, member(match, "right"), setOf);
    return textIn(match, "op") === "!=" ? fits !== true : fits !== false;
  });
}
