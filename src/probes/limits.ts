import { readdir, readFile, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import type { LimitsFacts, LimitsRequest, OpenFiles } from "../model/limits.ts";
import type { Measurement } from "../model/observation.ts";
import type { ProbeContext } from "./context.ts";
import { groupLevels, hasQuota, NO_LEVELS, tightest } from "./host/group-limits.ts";
import { openFiles as openLinks, socketInode } from "./host/open-files.ts";
import { commandName } from "./host/procfs.ts";
import { ANSWERED } from "./outcome.ts";

export interface LimitsOptions {
  readonly proc: string;
  readonly cgroups: string;
}

/** Workers that are looked at: more of them are as full as these. */
const MOST_CHILDREN = 128;
/** Makes the probe that looks how near processes of this host are to what they may use. */
export function limitsProbe({ proc, cgroups }: LimitsOptions) {
  return async (request: LimitsRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    const facts = await look(request, { proc, cgroups }, context.signal);
    return [
      { kind: "limits", request, outcome: ANSWERED, startedAt, durationMs: context.clock() - start, facts },
    ];
  };
}

async function look(
  { pids, withChildren, watchMs, socketsFrom = Number.POSITIVE_INFINITY }: LimitsRequest,
  { proc, cgroups }: LimitsOptions,
  signal: AbortSignal,
): Promise<LimitsFacts> {
  const before = new Map(
    await Promise.all(pids.map(async (pid) => [pid, await groupLevels(proc, pid, cgroups)] as const)),
  );
  const isWatched = watchMs > 0 && [...before.values()].some(hasQuota);
  if (isWatched) await setTimeout(watchMs, undefined, { signal }).catch(() => undefined);
  const families = await Promise.all(
    pids.map(async (of) => {
      const was = before.get(of) ?? NO_LEVELS;
      const groups = tightest(was, isWatched ? await groupLevels(proc, of, cgroups) : was);
      const all = withChildren ? [of, ...(await childrenOf(proc, of))] : [of];
      return Promise.all(
        all.map(async (pid) => {
          const [command, files] = await Promise.all([commandName(proc, pid), openFiles(proc, pid)]);
          const isBusy = files !== undefined && files.open >= socketsFrom;
          const sockets = isBusy ? { sockets: socketsOf(proc, pid) } : {};
          return { pid, of, command, files, ...sockets, ...groups };
        }),
      );
    }),
  );
  // One that ended meanwhile has no name any more.
  return { processes: families.flat().filter(({ command }) => command !== undefined) };
}

async function childrenOf(proc: string, pid: number): Promise<readonly number[]> {
  const children = await readFile(`${proc}/${pid}/task/${pid}/children`, "latin1").catch(() => "");
  return children.trim().split(" ").filter(Boolean).slice(0, MOST_CHILDREN).map(Number);
}

function socketsOf(proc: string, pid: number): number | undefined {
  return openLinks(proc, pid)?.filter((link) => socketInode(link) !== undefined).length;
}

/** "Max open files            1024                 524288               files" (proc_pid_limits(5)). */
async function openFiles(proc: string, pid: number): Promise<OpenFiles | undefined> {
  const limits = await readFile(`${proc}/${pid}/limits`, "latin1").catch(() => "");
  const soft = /^Max open files +(\d{1,15}) /m.exec(limits)?.[1];
  const open = await countIn(`${proc}/${pid}/fd`);
  return soft === undefined || open === undefined ? undefined : { open, most: Number(soft) };
}

/**
 * Since Linux 6.2 the size of the folder is the number of descriptors (fs/proc/fd.c, proc_readfd_count), which saves to list a
 * hundred thousand of them; the folder of a file system of another kind has a size of its own.
 */
async function countIn(folder: string): Promise<number | undefined> {
  try {
    const { size, blksize, blocks } = await stat(folder);
    const isProcfs = blocks === 0 && blksize === 1_024;
    return isProcfs && size > 0 ? size : (await readdir(folder)).length;
  } catch {
    return undefined;
  }
}
