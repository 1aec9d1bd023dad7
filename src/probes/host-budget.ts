import { readdirSync, readFileSync } from "node:fs";

/** How many connections uhc may hold at once on this host, and what decided it. */
export interface HostBudget {
  readonly connections: number;
  readonly because: string;
}

/** At most this part of what is left: the gateway on the same host comes first. */
const SHARE = 1 / 4;
/** More at once than this gains nothing on one thread. */
const MOST = 16_384;
const LEAST = 8;

/** Reads what procfs tells of free descriptors, ephemeral ports and conntrack entries; what can't be read is no limit. */
export function hostBudget(procRoot = "/proc"): HostBudget {
  const limits = [
    { free: freeDescriptors(procRoot), because: "free file descriptors" },
    { free: ephemeralPorts(procRoot), because: "ephemeral ports" },
    { free: freeConntrack(procRoot), because: "free conntrack entries" },
  ];
  const tightest = limits.reduce((one, other) => (other.free < one.free ? other : one));
  const connections = Math.max(LEAST, Math.min(MOST, Math.floor(tightest.free * SHARE)));
  return { connections, because: tightest.because };
}

/** Node raises its soft limit to the hard one when it starts. */
function freeDescriptors(procRoot: string): number {
  const soft = /^Max open files\s+(\d+)/m.exec(read(`${procRoot}/self/limits`))?.[1];
  return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft) - openDescriptors(procRoot);
}

function openDescriptors(procRoot: string): number {
  try {
    return readdirSync(`${procRoot}/self/fd`).length;
  } catch {
    return 0;
  }
}

function ephemeralPorts(procRoot: string): number {
  const [from, to] = read(`${procRoot}/sys/net/ipv4/ip_local_port_range`).split(/\s+/).map(Number);
  return from === undefined || to === undefined || Number.isNaN(to)
    ? Number.POSITIVE_INFINITY
    : to - from + 1;
}

function freeConntrack(procRoot: string): number {
  const most = Number.parseInt(read(`${procRoot}/sys/net/netfilter/nf_conntrack_max`), 10);
  const used = Number.parseInt(read(`${procRoot}/sys/net/netfilter/nf_conntrack_count`), 10);
  return Number.isNaN(most) || Number.isNaN(used) ? Number.POSITIVE_INFINITY : most - used;
}

function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
