import { readFile } from "node:fs/promises";
import { runTool } from "../tools/run-tool.ts";
import { iptablesChains } from "./iptables-ruleset.ts";
import { type Chain, type IptablesKind, type Ruleset, rulesetFrom } from "./ruleset.ts";

/** The rules of this host, and what of them could not be read. */
export interface HostRules {
  readonly ruleset: Ruleset;
  readonly unread: string | undefined;
}

/** Gives what a program prints, or why it does not. */
export type RulePrinter = (
  name: string,
  args: readonly string[],
) => Promise<{ readonly text: string } | { readonly reason: string }>;

const LIMITS = { timeoutMs: 2_000, maxBytes: 32 << 20 };

/** Rules that were not printed to the end would let through what the missing ones stop: they count as unread. */
export const printRules: RulePrinter = async (name, args) => {
  const answer = await runTool(name, args, LIMITS);
  const fault = "reason" in answer ? answer.reason : answer.fault;
  if ("text" in answer && fault === undefined) return { text: answer.text };
  const isClosed = /not permitted|permission|must be root/i.test(fault ?? "");
  return { reason: isClosed ? "no permission to list the rules" : (fault ?? "") };
};

/**
 * Everything that may stop a packet: nftables; the tables of iptables-nft, which nft shows without the parts that are iptables'
 * own; and those of iptables-legacy, which nft does not see at all and the kernel asks as well.
 */
export async function readRules(proc: string, print: RulePrinter = printRules): Promise<HostRules> {
  const [nft, legacy4, legacy6] = await Promise.all([
    print("nft", ["-j", "list", "ruleset"]),
    legacyChains(proc, "ip", print),
    legacyChains(proc, "ip6", print),
  ]);
  const known = "text" in nft ? rulesetFrom(nft.text) : undefined;
  const native = known === undefined || known.chains.some(isPartly) ? await nftTables(print) : undefined;
  const legacy = [...(legacy4.chains ?? []), ...(legacy6.chains ?? [])];
  const unread = legacy4.unread ?? legacy6.unread;
  if (known === undefined) {
    const reason = "reason" in nft ? nft.reason : "what nft prints is no ruleset";
    const ruleset = { chains: [...(native ?? []), ...legacy], sets: new Map() };
    return { ruleset, unread: native === undefined ? reason : `${reason}: iptables alone was followed` };
  }
  const chains = native === undefined ? known.chains : replaced(known.chains, native);
  return { ruleset: { chains: [...chains, ...legacy], sets: known.sets }, unread };
}

/** A table that iptables-nft manages is better told by its own program. */
function replaced(chains: readonly Chain[], native: readonly Chain[]): readonly Chain[] {
  const tables = new Set(native.map(({ family, table }) => `${family} ${table}`));
  return [...chains.filter(({ family, table }) => !tables.has(`${family} ${table}`)), ...native];
}

function isPartly({ rules }: Chain): boolean {
  return rules.some((rule) => rule.some((one) => typeof one === "object" && one !== null && "xt" in one));
}

async function nftTables(print: RulePrinter): Promise<readonly Chain[] | undefined> {
  const all = await Promise.all([
    saved(["iptables-nft-save", "iptables-save"], "ip", "nft", print),
    saved(["ip6tables-nft-save", "ip6tables-save"], "ip6", "nft", print),
  ]);
  const chains = all.flatMap((one) => one.chains ?? []);
  return all.every((one) => one.chains === undefined) ? undefined : chains;
}

interface Saved {
  readonly chains?: readonly Chain[] | undefined;
  readonly unread?: string | undefined;
}

/** The kernel names the tables of iptables-legacy that it has, to root alone; where it has none the program is not asked. */
async function legacyChains(proc: string, family: "ip" | "ip6", print: RulePrinter): Promise<Saved> {
  const names = await readFile(`${proc}/net/${family}_tables_names`, "latin1").catch(() => "");
  if (names.trim() === "") return {};
  return saved([`${family}tables-legacy-save`, `${family}tables-save`], family, "legacy", print);
}

async function saved(
  names: readonly string[],
  family: "ip" | "ip6",
  kind: IptablesKind,
  print: RulePrinter,
): Promise<Saved> {
  let unread: string | undefined;
  for (const name of names) {
    const answer = await print(name, []);
    const chains = "text" in answer ? iptablesChains(answer.text, family, kind) : undefined;
    if (chains !== undefined) return { chains };
    unread ??= "reason" in answer ? answer.reason : `what ${name} prints is no ruleset`;
  }
  return { unread };
}
