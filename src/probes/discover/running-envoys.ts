import { resolve } from "node:path";
import { bootTime, commandName, processIds, readProcess } from "../host/procfs.ts";
import { readAccounts } from "../host/read-accounts.ts";
import { ENVOY_PROGRAMS, parseEnvoyCommand } from "./envoy-command-line.ts";
import type { RunningGateway } from "./running-gateways.ts";

/** The Envoys of this host, and for each the bootstrap that it was started with. */
export async function runningEnvoys(proc: string): Promise<readonly RunningGateway[]> {
  const ids = await processIds(proc);
  const names = await Promise.all(ids.map((pid) => commandName(proc, pid)));
  const candidates = ids
    .filter((_, index) => ENVOY_PROGRAMS.includes(names[index] ?? ""))
    .sort((a, b) => a - b);
  if (candidates.length === 0) return [];
  const bootedAt = await bootTime(proc);
  const accounts = await readAccounts("");
  const processes = await Promise.all(candidates.map((pid) => readProcess(proc, pid, bootedAt)));
  return processes.flatMap((process): readonly RunningGateway[] => {
    const command = process && parseEnvoyCommand(process.arguments);
    if (process === undefined || command === undefined || command.isOneShot) return [];
    const { configFile } = command;
    const root = process.sharesFiles === false ? `${proc}/${process.pid}/root` : undefined;
    return [
      {
        kind: "envoy",
        pid: process.pid,
        parent: process.parent,
        configFile: configFile === undefined ? undefined : resolve(process.directory ?? "/", configFile),
        configFileFrom: configFile === undefined ? undefined : "command-line",
        prefix: undefined,
        root,
        sharesNetwork: process.sharesNetwork,
        user: process.uid === undefined ? undefined : (accounts.userName(process.uid) ?? String(process.uid)),
        startedAt: process.startedAt,
        // it has threads, and starts anew where its bootstrap changes
        workersSince: undefined,
        // its binary is not asked for its version: the admin surface and the dump tell it
        binary: undefined,
        binaryIsGone: process.binaryIsGone,
        commandLine: process.arguments.join(" "),
      },
    ];
  });
}
