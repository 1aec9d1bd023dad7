import { createSocket } from "node:dgram";
import { readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import type { Block, FirewallFacts, FirewallRequest, Flow } from "../model/firewall.ts";
import type { Measurement } from "../model/observation.ts";
import type { ProbeContext } from "./context.ts";
import { blockOf, type Way } from "./firewall/block-of.ts";
import { forwardOf } from "./firewall/forward-of.ts";
import { rulesetFrom } from "./firewall/ruleset.ts";
import { ANSWERED } from "./outcome.ts";
import { runTool } from "./tools/run-tool.ts";

/** Gives what `nft -j list ruleset` prints, or why it does not. */
export type RulesetReader = () => Promise<{ readonly text: string } | { readonly unread: string }>;

/** Makes the probe that looks whether rules of this host stop a connection that it is to open. */
export function firewallProbe(read: RulesetReader = nftRuleset) {
  return async (request: FirewallRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    const facts = await look(request.flows, read);
    return [
      { kind: "firewall", request, outcome: ANSWERED, startedAt, durationMs: context.clock() - start, facts },
    ];
  };
}

async function look(flows: readonly Flow[], read: RulesetReader): Promise<FirewallFacts> {
  const answer = await read();
  if ("unread" in answer) return { blocks: [], forwards: undefined, unread: answer.unread };
  const ruleset = rulesetFrom(answer.text);
  if (ruleset === undefined)
    return { blocks: [], forwards: undefined, unread: "what nft prints is no ruleset" };
  const blocks: Block[] = [];
  let isLost = false;
  for (const flow of flows) {
    const way = await wayTo(flow);
    const block = way === undefined ? "lost" : blockOf(ruleset, flow, way);
    if (block === "lost") isLost = true;
    else if (block !== undefined) blocks.push(block);
  }
  return {
    blocks,
    forwards: (await hasLegacyNat()) ? undefined : flows.flatMap((flow) => forwardOf(ruleset, flow) ?? []),
    unread: isLost ? "a rule asks what can't be known from here, and may decide" : undefined,
  };
}

/** Tables of iptables' own, which nft does not show; their names only root may read. */
async function hasLegacyNat(): Promise<boolean> {
  const names = await readFile("/proc/net/ip_tables_names", "latin1").catch(() => "");
  return names.split("\n").includes("nat");
}

/**
 * The address that the kernel would choose: a datagram socket that is connected sends nothing (connect(2)). It tells the
 * interface, too, unless it is one of the host's own on `lo`; a source that the gateway chooses tells none.
 */
async function wayTo({ source, host, port }: Flow): Promise<Way | undefined> {
  const routed = await chosenSource(host, port);
  const chosen = source ?? routed;
  if (chosen === undefined) return undefined;
  const own = Object.entries(networkInterfaces()).flatMap(([name, all]) =>
    (all ?? []).map(({ address }) => ({ name, address })),
  );
  const isLocal = host.startsWith("127.") || own.some(({ address }) => address === host);
  const through = own.find(({ address, name }) => address === routed && name !== "lo")?.name;
  return { source: chosen, through, isLocal };
}

function chosenSource(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
    const end = (address: string | undefined) => {
      socket.close();
      resolve(address);
    };
    socket.once("error", () => end(undefined));
    socket.connect(port, host, () => end(socket.address().address));
  });
}

const LIMITS = { timeoutMs: 2_000, maxBytes: 32 << 20 };

/** Rules that were not printed to the end would let through what the missing ones stop: they count as unread. */
async function nftRuleset(): ReturnType<RulesetReader> {
  const answer = await runTool("nft", ["-j", "list", "ruleset"], LIMITS);
  const fault = "reason" in answer ? answer.reason : answer.fault;
  if ("text" in answer && fault === undefined) return { text: answer.text };
  return {
    unread: /not permitted|permission/i.test(fault ?? "") ? "no permission to list the rules" : (fault ?? ""),
  };
}
