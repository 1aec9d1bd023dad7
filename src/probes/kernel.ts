import { setTimeout } from "node:timers/promises";
import type { KernelEvent, KernelFacts, KernelRequest, OutOfMemoryKill } from "../model/kernel.ts";
import type { Measurement } from "../model/observation.ts";
import type { ProbeContext } from "./context.ts";
import { auditDenials } from "./host/audit-log.ts";
import { conntrackFill, readCounters } from "./host/counters.ts";
import { kernelEvents } from "./host/kernel-events.ts";
import { kernelLog } from "./host/kernel-log.ts";
import { portTies } from "./host/port-ties.ts";
import { bootTime } from "./host/procfs.ts";
import { ANSWERED } from "./outcome.ts";

export interface KernelOptions {
  readonly proc: string;
  readonly kmsg: string;
  /** Goes before the folders of units and containers. */
  readonly root: string;
}

/** Makes the probe that asks the kernel what it did to processes and connections of this host. */
export function kernelProbe({ proc, kmsg, root }: KernelOptions) {
  return async (request: KernelRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    const before = await readCounters(proc);
    const [log, audited, conntrack] = await Promise.all([
      kernelLog(kmsg, await bootTime(proc)),
      auditDenials(`${root}/var/log/audit/audit.log`),
      conntrackFill(proc),
      setTimeout(request.watchMs, undefined, { signal: context.signal }).catch(() => undefined),
    ]);
    const after = await readCounters(proc);
    const lines = [...("lines" in log ? log.lines : []), ...audited].toSorted(
      (one, other) => one.at - other.at,
    );
    const facts: KernelFacts = {
      events: await tied(kernelEvents(lines), request.ports, { proc, root }),
      logUnread: "unread" in log ? log.unread : undefined,
      conntrack: conntrack && {
        ...conntrack,
        dropped: growth(before.trackingDropped, after.trackingDropped),
      },
      listenOverflows: growth(before.listenOverflows, after.listenOverflows),
    };
    return [
      {
        kind: "kernel",
        request,
        outcome: ANSWERED,
        startedAt,
        durationMs: context.clock() - start,
        facts,
      },
    ];
  };
}

function growth(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined ? undefined : after - before;
}

async function tied(
  events: readonly KernelEvent[],
  ports: readonly number[],
  options: Pick<KernelOptions, "proc" | "root">,
): Promise<readonly KernelEvent[]> {
  const kills = events.filter((event): event is OutOfMemoryKill => event.kind === "oom-kill");
  const ties = await portTies(kills, ports, options);
  const byKill = new Map(kills.map((kill, nth) => [kill, ties[nth] ?? []]));
  return events.map((event) =>
    event.kind === "oom-kill" ? { ...event, ties: byKill.get(event) ?? [] } : event,
  );
}
