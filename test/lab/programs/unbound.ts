import { writeFileSync } from "node:fs";
import { keepRunning, type Running } from "../processes.ts";
import type { UnboundService } from "../service-spec.ts";
import { within } from "../within.ts";
import type { ProgramPlace } from "./program-place.ts";

/** unbound, without a trust anchor unless its config gives one. */
export function unbound({ at, config }: UnboundService, { namespace, dir }: ProgramPlace): Promise<Running> {
  const lines = [
    "server:",
    `  interface: ${at}`,
    `  directory: "${dir}"`,
    '  chroot: ""',
    '  username: ""',
    '  pidfile: ""',
    "  use-syslog: no",
    "  access-control: 10.0.0.0/8 allow",
    "  do-ip6: no",
    "  do-not-query-localhost: no",
    "  num-threads: 1",
    config,
  ];
  writeFileSync(`${dir}/unbound.conf`, `${lines.join("\n")}\n`);
  const argv = ["unbound", "-d", "-v", "-c", `${dir}/unbound.conf`];
  return keepRunning(within(namespace, ...argv), /start of service/);
}
