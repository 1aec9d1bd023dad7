import { bootTime, commandNames, type HostProcess, processIds, readProcess } from "../host/procfs.ts";
import { NGINX_PROGRAMS, type NginxCommand, parseNginxCommand } from "./nginx-command-line.ts";

/** A process that is a gateway: a master, or the one process of a gateway that has no workers. */
export interface GatewayMaster {
  readonly process: HostProcess;
  readonly command: NginxCommand;
  /** When the oldest of its workers started, those left aside that only finish what they have. */
  readonly workersSince: number | undefined;
}

/** A worker's title (ngx_worker_process_init); " is shutting down" follows once it was told to go. */
const WORKER = /^[a-z]+: worker process$/;

/** Finds the gateways among the processes that `proc` shows, in the order of their ids. */
export async function gatewayProcesses(proc: string): Promise<readonly GatewayMaster[]> {
  const ids = await processIds(proc);
  const names = await commandNames(proc, ids);
  const candidates = ids
    .filter((_, index) => NGINX_PROGRAMS.includes(names[index] ?? ""))
    .sort((a, b) => a - b);
  const bootedAt = candidates.length === 0 ? undefined : await bootTime(proc);
  const processes = await Promise.all(candidates.map((pid) => readProcess(proc, pid, bootedAt)));
  return processes.flatMap((process) => {
    const command = process && parseNginxCommand(process.arguments);
    return process === undefined || command === undefined || command.isOneShot
      ? []
      : [{ process, command, workersSince: oldestWorkerOf(process.pid, processes) }];
  });
}

/** A worker that died was started anew with the config of its master, so that the oldest one tells its age best. */
function oldestWorkerOf(master: number, processes: readonly (HostProcess | undefined)[]): number | undefined {
  const starts = processes.flatMap((one) =>
    one?.parent === master && WORKER.test(one.arguments[0] ?? "") ? (one.startedAt ?? []) : [],
  );
  return starts.length === 0 ? undefined : Math.min(...starts);
}
