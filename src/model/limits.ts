/** What processes of this host may use at most, and how near they are to it. */
export interface LimitsRequest {
  readonly kind: "limits";
  readonly pids: readonly number[];
  /** Whether their children are looked at too: the workers of a gateway. */
  readonly withChildren: boolean;
  /** Sockets are counted of those that have so many files open; absent for nobody. */
  readonly socketsFrom?: number;
  /** How long the counters of a group that has a limit are watched for growth. */
  readonly watchMs: number;
}

export interface LimitsFacts {
  readonly processes: readonly ProcessLimits[];
}

export interface ProcessLimits {
  readonly pid: number;
  /** The process that was asked for: this one, or its parent. */
  readonly of: number;
  readonly command: string | undefined;
  /** Undefined where this user may not look at it. */
  readonly files: OpenFiles | undefined;
  /** How many of these are sockets; absent where they were not counted. */
  readonly sockets?: number | undefined;
  /** What its control groups allow: its own, and those that it lies in. */
  readonly cpu: ProcessorQuota | undefined;
  readonly memory: MemoryLimit | undefined;
  readonly tasks: TaskLimit | undefined;
}

export interface OpenFiles {
  readonly open: number;
  /** The soft limit, RLIMIT_NOFILE (getrlimit(2)). */
  readonly most: number;
}

/** Bandwidth control (Documentation/scheduler/sched-bwc.rst), counted while it was watched. */
export interface ProcessorQuota {
  /** "/system.slice/api.service". */
  readonly group: string;
  /** Processors that the quota is worth. */
  readonly cores: number;
  /** Periods in which anything of the group ran, and those of them in which it was stopped for the rest of the period. */
  readonly periods: number;
  readonly throttled: number;
}

export interface MemoryLimit {
  readonly group: string;
  readonly mostBytes: number;
  readonly heldBytes: number;
  /** Processes of the group that were killed at its limit since it was made; undefined where it is not counted. */
  readonly kills: number | undefined;
}

export interface TaskLimit {
  readonly group: string;
  readonly most: number;
  readonly held: number;
  /** Processes and threads that were refused while it was watched; undefined where that is not counted. */
  readonly refused: number | undefined;
}
