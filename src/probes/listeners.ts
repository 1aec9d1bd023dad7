import { networkInterfaces } from "node:os";
import type { ListenersFacts, Measurement } from "../model/observation.ts";
import type { ListenersRequest } from "../model/request.ts";
import type { ProbeContext } from "./context.ts";
import { backlogs } from "./host/backlogs.ts";
import { socketOwners } from "./host/socket-owners.ts";
import { connectionsAt, tcpListeners } from "./host/tcp-listeners.ts";
import { ANSWERED, outcome } from "./outcome.ts";

/** Makes the probe that lists the TCP sockets which listen on this host, with their processes where those may be seen. */
export function listenersProbe(proc = "/proc") {
  // Looked at once for a run: a thousand refused endpoints ask the same, and every process has to be gone through.
  let looked: Promise<Look> | undefined;
  return async (request: ListenersRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    looked ??= look(proc);
    const { facts, found } = await looked;
    return [
      {
        kind: "listeners",
        request,
        outcome: found ? ANSWERED : outcome("not-tried", `there is no socket list at ${proc}`),
        startedAt,
        durationMs: context.clock() - start,
        facts,
      },
    ];
  };
}

interface Look {
  readonly found: boolean;
  readonly facts: ListenersFacts;
}

async function look(proc: string): Promise<Look> {
  const sockets = await tcpListeners(proc);
  let connections: Promise<ReadonlySet<string>> | undefined;
  const held = () => (connections ??= connectionsAt(proc, new Set(sockets?.map(({ port }) => port))));
  const owners = await socketOwners(proc, new Set(sockets?.map(({ inode }) => inode)), held);
  // Asked only where somebody waits: of an empty queue its length says nothing.
  const limits = sockets?.some(({ waiting }) => waiting > 0) ? await backlogs() : undefined;
  const listeners = (sockets ?? []).map(({ address, port, inode, waiting }) => ({
    address,
    port,
    waiting,
    backlog: waiting > 0 ? limits?.get(inode) : undefined,
    owner: owners.get(inode),
  }));
  const all = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  return {
    found: sockets !== undefined,
    facts: { listeners, localAddresses: all.map(({ address }) => address) },
  };
}
