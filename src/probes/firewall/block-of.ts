import type { Block, Flow } from "../../model/firewall.ts";
import { follow, POLICY } from "./evaluate.ts";
import { managerOf } from "./manager-of.ts";
import type { Packet } from "./packet.ts";
import type { Chain, Ruleset } from "./ruleset.ts";

/** How a connection leaves this host. */
export interface Way {
  readonly source: string;
  /** Interface that has this address; undefined where none does. */
  readonly through: string | undefined;
  readonly isLocal: boolean;
  /** Number of the account that opens it; absent where it is not known. */
  readonly account?: number | undefined;
}

/** All rules that are looked at for one packet. */
const BUDGET = 200_000;

/** Hooks that the first packet of a connection comes through, in order (nft(8), address families). */
const OUT = ["output", "postrouting"] as const;
const BACK_IN = ["prerouting", "input"] as const;

/**
 * The rule that stops a connection; "lost" where a rule that can't be followed decides first; undefined where it gets through.
 * An accept ends its own base chain alone, a drop everything.
 */
export function blockOf(ruleset: Ruleset, flow: Flow, way: Way): Block | "lost" | undefined {
  const family = flow.host.includes(":") ? "ip6" : "ip";
  const packet = { family, source: way.source, destination: flow.host, port: flow.port } as const;
  const budget = { left: BUDGET };
  for (const hook of way.isLocal ? [...OUT, ...BACK_IN] : OUT) {
    const isOut = hook === "output" || hook === "postrouting";
    const name = way.isLocal ? "lo" : way.through;
    const inHook: Packet = {
      ...packet,
      isLocal: way.isLocal,
      account: isOut ? way.account : undefined,
      outInterface: isOut ? name : undefined,
      inInterface: isOut ? undefined : name,
    };
    if (!way.isLocal && name === undefined) return "lost";
    for (const chain of chainsIn(ruleset, hook, family)) {
      const verdict = follow(chain, { ruleset, packet: inHook, budget });
      if (verdict.kind === "lost") return "lost";
      if (verdict.kind === "drop" || verdict.kind === "reject") {
        const { chain: at, rule, kind } = verdict;
        const manager = managerOf(at, rule === POLICY);
        return { ...flow, action: kind, chain: `${at.family} ${at.table} ${at.name}`, manager, isOut, rule };
      }
    }
  }
  return undefined;
}

/** Chains of type nat are looked at too: one that changes the destination is a rule that can't be followed. */
function chainsIn({ chains }: Ruleset, hook: string, family: "ip" | "ip6"): readonly Chain[] {
  return chains
    .filter((chain) => chain.hook === hook && (chain.family === family || chain.family === "inet"))
    .toSorted((one, other) => one.priority - other.priority);
}
