import type { Args } from "../model/check.ts";
import { shellQuote } from "../model/evidence.ts";
import type { Block, FirewallManager } from "../model/firewall.ts";

/** What the texts about a rule of this host want to know of it. */
export function ruleArgs({ chain, manager, isOut, rule }: Block): Args {
  const [, table = "", name = ""] = chain.split(" ");
  return {
    chain: chain.split(" ").map(shellQuote).join(" "),
    table: shellQuote(table),
    chainName: shellQuote(name),
    manager,
    isOut: isOut ? 1 : 0,
    rule,
  };
}

interface Way {
  readonly step: string;
  readonly commands: (args: Args) => readonly string[];
}

const BY_NUMBER =
  "Delete the rule by its number, or accept the traffic before it; then save the rules, or they are back after a restart.";

/** How a rule is found and taken back with the program that keeps it: changes by another are lost at its next reload. */
const WAYS = {
  nft: {
    step: "Delete the rule by its handle, or accept the traffic before it; then in the file that loads it (/etc/nftables.conf).",
    commands: ({ chain }) => [`nft -a list chain ${chain}`],
  },
  iptables: { step: BY_NUMBER, commands: (args) => listed("iptables", args) },
  ip6tables: { step: BY_NUMBER, commands: (args) => listed("ip6tables", args) },
  "iptables-legacy": { step: BY_NUMBER, commands: (args) => listed("iptables-legacy", args) },
  "ip6tables-legacy": { step: BY_NUMBER, commands: (args) => listed("ip6tables-legacy", args) },
  firewalld: {
    step: "firewalld keeps these rules: change them with firewall-cmd, as it overwrites what others change.",
    commands: ({ port, isOut }) =>
      isOut === 1
        ? ["firewall-cmd --direct --get-all-rules", "firewall-cmd --list-all-policies"]
        : [`firewall-cmd --add-port=${port}/tcp --permanent && firewall-cmd --reload`],
  },
  ufw: {
    step: "ufw keeps these rules: change them with ufw, as it overwrites what others change.",
    commands: ({ host, port, isOut }) => [
      "ufw status numbered",
      isOut === 1
        ? `ufw allow out to ${shellQuote(String(host))} port ${port} proto tcp`
        : `ufw allow ${port}/tcp`,
    ],
  },
} as const satisfies Record<FirewallManager, Way>;

export function ruleSteps({ manager }: Args): readonly string[] {
  return [wayOf(manager).step];
}

export function ruleCommands(args: Args): readonly string[] {
  return wayOf(args.manager).commands(args);
}

function wayOf(manager: string | number | undefined): Way {
  const [found] = Object.entries(WAYS).filter(([name]) => name === manager);
  return found?.[1] ?? WAYS.nft;
}

function listed(program: string, { table, chainName }: Args): readonly string[] {
  return [`${program} -t ${table} -L ${chainName} -n -v --line-numbers`];
}
