/** What the kernel of this host says of its processes and its network. */
export interface KernelRequest {
  readonly kind: "kernel";
  /** Ports of endpoints that fail: of whom the kernel ended, it is looked up whether they were meant to serve these. */
  readonly ports: readonly number[];
  /** How long counters are watched for growth; 0 where nothing that they count is in question. */
  readonly watchMs: number;
}

export interface KernelFacts {
  /** Oldest first; empty where the log could not be read. */
  readonly events: readonly KernelEvent[];
  /** Why the log was not read; undefined where it was. */
  readonly logUnread: string | undefined;
  /** Undefined where the kernel tracks no connections here, or does not say. */
  readonly conntrack: ConntrackFacts | undefined;
  /** Connections that a full accept queue turned away in the short time of this look; undefined where not counted. */
  readonly listenOverflows: number | undefined;
}

export type KernelEvent = OutOfMemoryKill | Crash | Denial | TableFull;

/** The kernel ended a process because memory ran out, in its control group or on the whole host (mm/oom_kill.c). */
export interface OutOfMemoryKill {
  readonly kind: "oom-kill";
  readonly at: number;
  readonly pid: number;
  readonly command: string;
  /** Control group of the process that was ended; undefined in logs of kernels that do not name it (before 5.0). */
  readonly cgroup: string | undefined;
  readonly unit: string | undefined;
  readonly container: string | undefined;
  /** The limit of a control group was reached; else the host itself had no memory left. */
  readonly isGroupLimit: boolean;
  /** Memory of its own that it held. */
  readonly heldBytes: number | undefined;
  /** Why it was meant to serve one of the ports asked for. */
  readonly ties: readonly PortTie[];
}

/** Something of this host names a port together with the process. */
export interface PortTie {
  readonly port: number;
  /** "the command line of pid 812 sh in the same control group", "ExecStart in api.service". */
  readonly by: string;
}

/** A process crashed (arch/x86/mm/fault.c, traps.c). */
export interface Crash {
  readonly kind: "crash";
  readonly at: number;
  /** Of the thread that crashed. */
  readonly pid: number;
  /** Name of that thread, which is the process's own unless it named its threads. */
  readonly command: string;
  /** "segfault", "general protection fault", "invalid opcode". */
  readonly how: string;
}

/** A security policy refused something that a process asked for. */
export interface Denial {
  readonly kind: "denial";
  readonly at: number;
  readonly by: "SELinux" | "AppArmor";
  readonly command: string;
  /** SELinux's type of the process, "httpd_t"; AppArmor's profile, "/usr/sbin/nginx". */
  readonly domain: string | undefined;
  /** It wanted to connect to the network. */
  readonly connects: boolean;
  /** Port that it wanted to connect to. */
  readonly port: number | undefined;
  /** Path that it wanted to use. */
  readonly path: string | undefined;
}

/** The table of tracked connections was full, and a packet was dropped (net/netfilter/nf_conntrack_core.c). */
export interface TableFull {
  readonly kind: "conntrack-full";
  readonly at: number;
}

export interface ConntrackFacts {
  readonly entries: number;
  readonly most: number;
  /** Packets dropped, or connections not entered, in the short time of this look. */
  readonly dropped: number | undefined;
}
