import { readFile, statfs } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import type { Measurement } from "../model/observation.ts";
import type { CpuFacts, DiskFacts, MemoryFacts, ResourceFacts, ResourceRequest } from "../model/resources.ts";
import type { ProbeContext } from "./context.ts";
import { ANSWERED } from "./outcome.ts";
import { memoryFrom, pressureFrom } from "./resources/proc-text.ts";

export interface ResourceOptions {
  readonly proc: string;
  /** Goes before every folder. */
  readonly root: string;
  readonly closerLook: () => Promise<CloserLook>;
}

/** What only a library tells that knows every system, and that takes a moment to measure. */
export interface CloserLook {
  readonly memory: MemoryFacts | undefined;
  readonly busyPercent: number | undefined;
}

/** Below these nothing is short, and the library stays on the disk: it takes longer to load than all of this. */
const CALM_PRESSURE = 20;
const CALM_MEMORY = 0.1;

/**
 * Makes the probe that looks at what is left of this host. The kernel's own files say enough of a host with room to spare;
 * one that is short, or a system without these files, is looked at more closely.
 */
export function resourceProbe({ proc, root, closerLook }: ResourceOptions) {
  return async (request: ResourceRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    const glance = await lookAround(request, proc, root);
    const facts = isCalm(glance) ? glance : await closer(glance, closerLook);
    return [
      {
        kind: "resources",
        request,
        outcome: ANSWERED,
        startedAt,
        durationMs: context.clock() - start,
        facts,
      },
    ];
  };
}

async function lookAround({ folders }: ResourceRequest, proc: string, root: string): Promise<ResourceFacts> {
  const text = (path: string) => readFile(`${proc}/${path}`, "latin1").catch(() => undefined);
  const [memory, cpuPressure, memoryPressure, ioPressure] = await Promise.all([
    text("meminfo"),
    text("pressure/cpu"),
    text("pressure/memory"),
    text("pressure/io"),
  ]);
  const disks = await Promise.all(folders.map((folder) => diskAt(root, folder)));
  return {
    memory: memory === undefined ? undefined : memoryFrom(memory),
    cpu: cpuAtAGlance(),
    disks: disks.filter((disk) => disk !== undefined),
    pressure: pressureFrom(cpuPressure, memoryPressure, ioPressure),
  };
}

function cpuAtAGlance(): CpuFacts {
  return { cores: availableParallelism(), load: loadavg()[0] ?? 0, busyPercent: undefined };
}

/** Undefined for what is no disk (a folder of procfs, say) and for what this user can't look at. */
async function diskAt(root: string, folder: string): Promise<DiskFacts | undefined> {
  const stats = await statfs(root + folder).catch(() => undefined);
  if (stats === undefined || stats.blocks === 0) return undefined;
  return {
    folder,
    usedBytes: (stats.blocks - stats.bfree) * stats.bsize,
    availableBytes: stats.bavail * stats.bsize,
    inodes: stats.files === 0 ? undefined : { total: stats.files, free: stats.ffree },
  };
}

function isCalm({ memory, cpu, pressure }: ResourceFacts): boolean {
  if (memory === undefined || memory.availableBytes < memory.totalBytes * CALM_MEMORY) return false;
  if (pressure !== undefined) return pressure.cpuSome < CALM_PRESSURE && pressure.memorySome < CALM_PRESSURE;
  return cpu === undefined || cpu.load < cpu.cores;
}

/** A closer look that fails leaves the first one. */
async function closer(glance: ResourceFacts, closerLook: () => Promise<CloserLook>): Promise<ResourceFacts> {
  const seen = await closerLook().catch((): CloserLook => ({ memory: undefined, busyPercent: undefined }));
  return {
    ...glance,
    memory: seen.memory ?? glance.memory,
    cpu: glance.cpu && { ...glance.cpu, busyPercent: seen.busyPercent },
  };
}
