import { isObject, listIn, member, textIn } from "../json.ts";

/** A chain of nftables. Base chains hang in a hook of the kernel; the others are only jumped to. */
export interface Chain {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  readonly type: string | undefined;
  readonly hook: string | undefined;
  readonly priority: number;
  readonly policy: string | undefined;
  /** Expressions of each rule, as libnftables-json(5) writes them. */
  readonly rules: readonly (readonly unknown[])[];
  /** The kind of iptables that it was read from, whose words are shown then. */
  readonly iptables?: IptablesKind;
}

/** iptables has two programs of that name, each with tables of its own that the other one does not show. */
export type IptablesKind = "nft" | "legacy";

export interface Ruleset {
  readonly chains: readonly Chain[];
  /** Elements of named sets and maps. */
  readonly sets: ReadonlyMap<string, readonly unknown[]>;
}

/** Chains and sets are told apart by the family and table that they belong to. */
export function keyOf(family: string, table: string, name: string): string {
  return `${family}\0${table}\0${name}`;
}

/** Reads what `nft -j list ruleset` prints (libnftables-json(5)); undefined for what is no such text. */
export function rulesetFrom(text: string): Ruleset | undefined {
  const all = objectsIn(text);
  if (all === undefined) return undefined;
  const rules = new Map<string, (readonly unknown[])[]>();
  const sets = new Map<string, readonly unknown[]>();
  for (const entry of all) {
    const rule = member(entry, "rule");
    const set = member(entry, "set") ?? member(entry, "map");
    if (isObject(rule)) {
      const key = keyIn(rule, "chain");
      const known = rules.get(key);
      if (known === undefined) rules.set(key, [listIn(rule, "expr")]);
      else known.push(listIn(rule, "expr"));
    }
    if (isObject(set)) sets.set(keyIn(set, "name"), listIn(set, "elem"));
  }
  const chains = all.flatMap((entry): readonly Chain[] => {
    const chain = member(entry, "chain");
    if (!isObject(chain)) return [];
    const priority = member(chain, "prio");
    return [
      {
        family: textIn(chain, "family") ?? "",
        table: textIn(chain, "table") ?? "",
        name: textIn(chain, "name") ?? "",
        type: textIn(chain, "type"),
        hook: textIn(chain, "hook"),
        priority: typeof priority === "number" ? priority : 0,
        policy: textIn(chain, "policy"),
        rules: rules.get(keyIn(chain, "name")) ?? [],
      },
    ];
  });
  return { chains, sets };
}

function keyIn(value: unknown, name: string): string {
  return keyOf(textIn(value, "family") ?? "", textIn(value, "table") ?? "", textIn(value, name) ?? "");
}

/** Warnings may stand before it, on lines of their own. */
function objectsIn(text: string): readonly unknown[] | undefined {
  const start = text.indexOf('{"nftables"') >= 0 ? text.indexOf('{"nftables"') : text.indexOf("{");
  if (start < 0) return undefined;
  try {
    const parsed: unknown = JSON.parse(text.slice(start));
    return listIn(parsed, "nftables");
  } catch {
    return undefined;
  }
}
