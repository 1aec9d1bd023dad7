import { iptablesRule } from "./iptables-rule.ts";
import type { Chain, IptablesKind } from "./ruleset.ts";

/** Chains of the kernel's own, by table: hook and priority (include/uapi/linux/netfilter_ipv4.h). */
const HOOKS: ReadonlyMap<string, string> = new Map([
  ["PREROUTING", "prerouting"],
  ["INPUT", "input"],
  ["FORWARD", "forward"],
  ["OUTPUT", "output"],
  ["POSTROUTING", "postrouting"],
]);

const PRIORITIES: ReadonlyMap<string, number> = new Map([
  ["raw", -300],
  ["mangle", -150],
  ["filter", 0],
  ["security", 50],
]);

/** More rules than this are not read: a host with them has a program that writes them. */
const MOST_RULES = 100_000;

/** Reads what iptables-save or ip6tables-save prints; undefined for what is no such text, or breaks off. */
export function iptablesChains(
  text: string,
  family: "ip" | "ip6",
  kind: IptablesKind = "nft",
): readonly Chain[] | undefined {
  const chains = new Map<string, Chain & { readonly rules: (readonly unknown[])[] }>();
  let table = "";
  let left = MOST_RULES;
  for (const line of text.split("\n")) {
    const [, named] = /^\*(\w{1,30})$/.exec(line) ?? [];
    const [, declared, policy] = /^:(\S+) (\S+)/.exec(line) ?? [];
    const [, chain, rule] = /^(?:\[\d+:\d+\] )?-A (\S+) ?(.*)$/.exec(line) ?? [];
    if (named !== undefined) table = named;
    else if (line === "COMMIT") table = "";
    else if (declared !== undefined)
      chains.set(`${table} ${declared}`, chainOf(kind, family, table, declared, policy));
    else if (chain !== undefined && rule !== undefined) {
      left -= 1;
      if (left < 0) return undefined;
      chains.get(`${table} ${chain}`)?.rules.push(iptablesRule(rule, family));
    }
  }
  return table === "" ? [...chains.values()] : undefined;
}

/** A chain with a policy of "-" is one of the user's own, which is only jumped to. */
function chainOf(
  kind: IptablesKind,
  family: string,
  table: string,
  name: string,
  policy: string | undefined,
) {
  const hook = policy === "-" ? undefined : HOOKS.get(name);
  const type = table === "nat" ? "nat" : "filter";
  const isSource = hook === "input" || hook === "postrouting";
  const priority = table === "nat" ? (isSource ? 100 : -100) : (PRIORITIES.get(table) ?? 0);
  return {
    family,
    table,
    name,
    type,
    hook,
    priority,
    policy: policy?.toLowerCase(),
    rules: [],
    iptables: kind,
  };
}
