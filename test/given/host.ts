import type { AdminFacts, AdminPeer, AdminPlace } from "../../src/model/admin.ts";
import type { Block, FirewallFacts, Flow } from "../../src/model/firewall.ts";
import type { ChangesFacts } from "../../src/model/host-changes.ts";
import type { KernelFacts, OutOfMemoryKill } from "../../src/model/kernel.ts";
import type { ProcessLimits } from "../../src/model/limits.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { LocalListener, ProcessOwner } from "../../src/model/owner.ts";
import type { ResourceFacts } from "../../src/model/resources.ts";
import type { Subject } from "../../src/model/subject.ts";
import { AT, about } from "./network.ts";

const ANSWERED = { kind: "answered", reason: "answered", code: undefined } as const;
const GIB = 2 ** 30;

/** http://127.0.0.1:PORT/path. */
export function adminPlace(port: number, path = "/api/", over: Partial<AdminPlace> = {}): AdminPlace {
  return {
    text: `http://127.0.0.1:${port}${path}`,
    target: { kind: "tcp", host: "127.0.0.1", port, isAddress: true },
    path,
    host: `127.0.0.1:${port}`,
    hasTls: false,
    trust: { kind: "system" },
    authorization: undefined,
    ...over,
  };
}

/** A peer of the upstream "api", as the gateway sees it. */
export function peer(endpoint: string, over: Partial<AdminPeer> = {}): AdminPeer {
  return {
    upstream: "api",
    endpoint,
    name: undefined,
    state: "up",
    word: "up",
    fails: 0,
    checks: undefined,
    downSince: undefined,
    ...over,
  };
}

export function admin(facts: Partial<AdminFacts>): ObservationOf<"admin"> {
  return {
    kind: "admin",
    request: { kind: "admin", gateway: "nginx", place: adminPlace(8080), timeoutMs: 5000 },
    outcome: ANSWERED,
    startedAt: 0,
    durationMs: 3,
    facts: { surface: "NGINX Plus API", peers: [], connections: undefined, ...facts },
    subjects: [{ gateway: "nginx" }],
    varied: undefined,
  };
}

/** A process that no unit and no container holds. */
export function owner(pid: number, command: string, over: Partial<ProcessOwner> = {}): ProcessOwner {
  const nothing = { stands: undefined, startedAt: undefined, children: undefined, unit: undefined };
  return { pid, command, ...nothing, container: undefined, cgroup: undefined, ...over };
}

/** What the kernel says of a host on which nothing happened, in answer to a question about port 9000 of "api". */
export function kernel(
  over: Partial<KernelFacts> = {},
  subjects: readonly Subject[] = [{ gateway: "nginx" }, about("10.0.0.5:9000")],
): ObservationOf<"kernel"> {
  return {
    kind: "kernel",
    request: { kind: "kernel", ports: [9000], watchMs: 0 },
    outcome: ANSWERED,
    startedAt: AT,
    durationMs: 9,
    facts: { events: [], logUnread: undefined, conntrack: undefined, listenOverflows: 0, ...over },
    subjects,
    varied: undefined,
  };
}

/** A host on which these were changed. */
export function changes(over: Partial<ChangesFacts>): ObservationOf<"changes"> {
  return {
    kind: "changes",
    request: { kind: "changes", sinceMs: 86_400_000 },
    outcome: ANSWERED,
    startedAt: AT,
    durationMs: 2,
    facts: { bootedAt: undefined, files: [], packages: [], ...over },
    subjects: [{ gateway: "nginx" }],
    varied: undefined,
  };
}

/** This host's own rules, of which these stop something. */
export function firewall(
  blocks: readonly Block[],
  subjects: readonly Subject[],
  over: Partial<FirewallFacts> = {},
  flows: readonly Flow[] = [],
): ObservationOf<"firewall"> {
  return {
    kind: "firewall",
    request: { kind: "firewall", flows },
    outcome: ANSWERED,
    startedAt: AT,
    durationMs: 3,
    facts: { blocks, forwards: [], unread: undefined, ...over },
    subjects,
    varied: undefined,
  };
}

/** A process named "node" that was ended for memory, 2 s before the gateway's time for tests. */
export function memoryKill(over: Partial<OutOfMemoryKill> = {}): OutOfMemoryKill {
  return {
    kind: "oom-kill",
    at: AT - 2_000,
    pid: 4242,
    command: "node",
    cgroup: "/system.slice/api.service",
    unit: "api.service",
    container: undefined,
    isGroupLimit: true,
    heldBytes: 512 * 2 ** 20,
    ties: [],
    ...over,
  };
}

/** The list of listening sockets of a host with the addresses 127.0.0.1 and 10.0.0.5. */
export function listeners(
  listening: readonly Partial<LocalListener>[],
  localAddresses: readonly string[] = ["127.0.0.1", "10.0.0.5"],
): ObservationOf<"listeners"> {
  const usual = { address: "127.0.0.1", port: 9000, waiting: 0, owner: owner(77, "node") };
  return {
    kind: "listeners",
    request: { kind: "listeners" },
    outcome: ANSWERED,
    startedAt: AT + 50,
    durationMs: 4,
    facts: { listeners: listening.map((one) => ({ ...usual, ...one })), localAddresses },
    subjects: [about("10.0.0.5:9000")],
    varied: undefined,
  };
}

/** A host of 8 GiB and 4 processors that is healthy. */
export function resources(over: Partial<ResourceFacts> = {}): ObservationOf<"resources"> {
  return {
    kind: "resources",
    request: { kind: "resources", folders: ["/var/log/nginx"] },
    outcome: ANSWERED,
    startedAt: 0,
    durationMs: 1,
    facts: {
      memory: { totalBytes: 8 * GIB, availableBytes: 5 * GIB, swapTotalBytes: 0, swapUsedBytes: 0 },
      cpu: { cores: 4, load: 0.5, busyPercent: undefined },
      disks: [disk(0.5)],
      pressure: { cpuSome: 1, memorySome: 0, memoryFull: 0, ioFull: 0 },
      ...over,
    },
    subjects: [{ gateway: "nginx" }],
    varied: undefined,
  };
}

/** A disk of 40 GiB (or another size) of which this part is used. */
export function disk(used: number, over: { gibibytes?: number; freeInodes?: number } = {}) {
  const size = (over.gibibytes ?? 40) * GIB;
  return {
    folder: "/var/log/nginx",
    usedBytes: size * used,
    availableBytes: size * (1 - used),
    inodes: { total: 1_000_000, free: over.freeInodes ?? 900_000 },
  };
}

/** A process of this host without any limit that is near: pid 77 "node", as `listeners` has it. */
export function limits(
  processes: readonly Partial<ProcessLimits>[],
  over: { gateway?: true } = {},
): ObservationOf<"limits"> {
  const roomy = { open: 20, most: 1_024 };
  const usual = { pid: 77, of: 77, command: "node", cpu: undefined, memory: undefined, tasks: undefined };
  return {
    kind: "limits",
    request: { kind: "limits", pids: [77], withChildren: over.gateway === true, watchMs: 1_100 },
    outcome: ANSWERED,
    startedAt: AT + 60,
    durationMs: 1_105,
    facts: { processes: processes.map((one) => ({ ...usual, files: roomy, ...one })) },
    subjects: [over.gateway === true ? { gateway: "nginx" } : about("10.0.0.5:9000")],
    varied: undefined,
  };
}
