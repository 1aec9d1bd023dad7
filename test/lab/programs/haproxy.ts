import { writeFileSync } from "node:fs";
import { keepRunning, type Running } from "../processes.ts";
import type { HaproxyService } from "../service-spec.ts";
import { within } from "../within.ts";
import { areListening } from "./listening.ts";
import type { ProgramPlace } from "./program-place.ts";

const FRAME = `global
  maxconn 200
defaults
  mode http
  timeout connect 10s
  timeout client 10s
  timeout server 10s
`;

/** HAProxy, in the foreground. */
export function haproxy({ at, config }: HaproxyService, { namespace, dir }: ProgramPlace): Promise<Running> {
  writeFileSync(`${dir}/haproxy.cfg`, `${FRAME}${config}\n`);
  const argv = ["haproxy", "-db", "-f", `${dir}/haproxy.cfg`];
  return keepRunning(within(namespace, ...argv), (pid) => areListening(pid, at));
}
