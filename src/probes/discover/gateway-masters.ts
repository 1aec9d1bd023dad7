import type { GatewayCommand, GatewayProgram } from "../../model/gateway-program.ts";
import { bootTime, commandNames, type HostProcess, processIds, readProcess } from "../host/procfs.ts";

/** A process that is a gateway: a master, or the one process of a gateway that has no workers. */
export interface GatewayMaster {
  readonly program: GatewayProgram;
  readonly process: HostProcess;
  readonly command: GatewayCommand;
  /** When the oldest of its workers started, those left aside that only finish what they have. */
  readonly workersSince: number | undefined;
}

/** Finds the gateways among the processes that `proc` shows, in the order of their ids for each program. */
export async function gatewayMasters(
  programs: readonly GatewayProgram[],
  proc: string,
): Promise<readonly GatewayMaster[]> {
  const ids = await processIds(proc);
  const names = await commandNames(proc, ids);
  const found = await Promise.all(
    programs.map(async (program) => {
      const own = ids.filter((_, index) => program.names.includes(names[index] ?? ""));
      if (own.length === 0) return [];
      const bootedAt = await bootTime(proc);
      const read = await Promise.all(
        own.sort((a, b) => a - b).map((pid) => readProcess(proc, pid, bootedAt)),
      );
      return mastersOf(
        program,
        read.filter((one) => one !== undefined),
      );
    }),
  );
  return found.flat();
}

function mastersOf(program: GatewayProgram, processes: readonly HostProcess[]): readonly GatewayMaster[] {
  const pids = new Set(processes.map(({ pid }) => pid));
  const isWorker = ({ parent, arguments: words }: HostProcess): boolean =>
    parent !== undefined && pids.has(parent) && program.isWorker(words);
  return processes.flatMap((process) => {
    const command = isWorker(process) ? undefined : program.command(process.arguments);
    if (command === undefined || command.isOneShot) return [];
    const workers = processes.filter((one) => one.parent === process.pid && isWorker(one));
    return [{ program, process, command, workersSince: oldestStart(workers) }];
  });
}

/** A worker that died was started anew with the config of its master, so that the oldest one tells its age best. */
function oldestStart(workers: readonly HostProcess[]): number | undefined {
  const starts = workers.flatMap(({ startedAt }) => startedAt ?? []);
  return starts.length === 0 ? undefined : Math.min(...starts);
}
