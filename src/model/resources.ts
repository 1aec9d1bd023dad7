/** What is left of the host's memory, processors and disks. */
export interface ResourceRequest {
  readonly kind: "resources";
  /** Folders into which the gateway writes; the disks under them are looked at. */
  readonly folders: readonly string[];
}

export interface ResourceFacts {
  readonly memory: MemoryFacts | undefined;
  readonly cpu: CpuFacts | undefined;
  readonly disks: readonly DiskFacts[];
  /** Undefined where the kernel has none. */
  readonly pressure: PressureFacts | undefined;
}

export interface MemoryFacts {
  readonly totalBytes: number;
  /** Free, or given back when asked for. */
  readonly availableBytes: number;
  readonly swapTotalBytes: number;
  readonly swapUsedBytes: number;
}

export interface CpuFacts {
  readonly cores: number;
  /** Processes that run or want to, mean of the last minute. */
  readonly load: number;
  /** Percent of all processors over a moment; undefined where nothing called for a closer look. */
  readonly busyPercent: number | undefined;
}

export interface DiskFacts {
  readonly folder: string;
  readonly usedBytes: number;
  /** Left to those who are not root. */
  readonly availableBytes: number;
  /** Undefined for file systems that make inodes as needed. */
  readonly inodes: { readonly total: number; readonly free: number } | undefined;
}

/**
 * Pressure stall information (Linux, Documentation/accounting/psi.rst): percent of the last ten seconds. `some`: at least
 * one task waited; `full`: nothing else could run meanwhile.
 */
export interface PressureFacts {
  readonly cpuSome: number;
  readonly memorySome: number;
  readonly memoryFull: number;
  /** Waits for a disk, or a network file system. */
  readonly ioFull: number;
}
