import { createSocket } from "node:dgram";
import { networkInterfaces } from "node:os";
import type { Block, FirewallFacts, FirewallRequest, Flow } from "../model/firewall.ts";
import type { Measurement } from "../model/observation.ts";
import type { ProbeContext } from "./context.ts";
import { blockOf, type Way } from "./firewall/block-of.ts";
import { forwardOf } from "./firewall/forward-of.ts";
import { type HostRules, readRules } from "./firewall/read-rules.ts";
import { readAccounts } from "./host/read-accounts.ts";
import { ANSWERED } from "./outcome.ts";

/** Makes the probe that looks whether rules of this host stop a connection that it is to open. */
export function firewallProbe(read: () => Promise<HostRules> = () => readRules("/proc")) {
  return async (request: FirewallRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    const facts = await look(request, read);
    return [
      { kind: "firewall", request, outcome: ANSWERED, startedAt, durationMs: context.clock() - start, facts },
    ];
  };
}

async function look(
  { flows, account }: FirewallRequest,
  read: () => Promise<HostRules>,
): Promise<FirewallFacts> {
  const { ruleset, unread } = await read();
  const uid = account === undefined ? undefined : (await readAccounts("")).account(account)?.uid;
  const blocks: Block[] = [];
  let isLost = false;
  for (const flow of flows) {
    const way = await wayTo(flow);
    const block = way === undefined ? "lost" : blockOf(ruleset, flow, { ...way, account: uid });
    if (block === "lost") isLost = true;
    else if (block !== undefined) blocks.push(block);
  }
  return {
    blocks,
    forwards: unread === undefined ? flows.flatMap((flow) => forwardOf(ruleset, flow) ?? []) : undefined,
    unread: unread ?? (isLost ? "a rule asks what can't be known from here, and may decide" : undefined),
  };
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
