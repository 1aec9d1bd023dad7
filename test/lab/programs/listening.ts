import { existsSync, readFileSync } from "node:fs";
import { address } from "../services/address.ts";

/** TCP_LISTEN in /proc/PID/net/tcp (include/net/tcp_states.h). */
const LISTEN = "0A";

/** Whether something listens at all of these, seen from the network namespace of a process. */
export function areListening(pid: number, at: string | readonly string[]): boolean {
  const ports = new Set(["tcp", "tcp6"].flatMap((table) => listeningPorts(`/proc/${pid}/net/${table}`)));
  return [at].flat().every((one) => {
    const where = address(one);
    return "path" in where ? existsSync(where.path) : ports.has(where.port);
  });
}

function listeningPorts(file: string): number[] {
  if (!existsSync(file)) {
    return [];
  }
  const rows = readFileSync(file, "utf8").split("\n").slice(1);
  return rows.flatMap((row) => {
    const [, local = "", , state] = row.trim().split(/\s+/);
    return state === LISTEN ? [Number.parseInt(local.slice(local.lastIndexOf(":") + 1), 16)] : [];
  });
}
