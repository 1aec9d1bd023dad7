import type { FirewallManager } from "../../model/firewall.ts";
import type { Chain } from "./ruleset.ts";

/**
 * Who keeps the rules of a chain. firewalld has a table of its own in nft, and chains of these names in iptables (firewalld,
 * core/nftables.py and ipXtables.py); the chains of ufw begin with its name (ufw, backend_iptables.py). The policy of a
 * chain of the kernel's own is set by whoever is jumped to from it; other rules there may be anybody's.
 */
export function managerOf(
  { family, table, name, iptables, rules }: Chain,
  isPolicy: boolean,
): FirewallManager {
  const jumps = isPolicy ? JSON.stringify(rules.slice(0, MOST_LOOKED)) : "";
  if (table === "firewalld" || FIREWALLD.test(name) || /"target":"(?:INPUT|OUTPUT)_direct"/.test(jumps))
    return "firewalld";
  if (/^ufw6?-/.test(name) || /"target":"ufw6?-/.test(jumps)) return "ufw";
  if (iptables === undefined) return "nft";
  const program = family === "ip6" ? "ip6tables" : "iptables";
  return iptables === "legacy" ? `${program}-legacy` : program;
}

const MOST_LOOKED = 50;
const FIREWALLD =
  /^(?:IN|OUT|FWDI|FWDO|FWD)_|^(?:INPUT|OUTPUT|FORWARD)_(?:direct|ZONES|POLICIES_(?:pre|post))/;
