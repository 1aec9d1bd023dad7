import { writeFileSync } from "node:fs";
import { keepRunning, type Running } from "../processes.ts";
import type { ApacheService } from "../service-spec.ts";
import { within } from "../within.ts";
import { areListening } from "./listening.ts";
import type { ProgramPlace } from "./program-place.ts";

const MODULES = ["mpm_event", "authz_core", "alias", "headers", "rewrite", "socache_shmcb", "ssl"];

/** Apache httpd, in the foreground, with nothing of /etc/apache2. */
export function apache({ at, config }: ApacheService, { namespace, dir }: ProgramPlace): Promise<Running> {
  const lines = [
    `ServerRoot ${dir}`,
    `PidFile ${dir}/httpd.pid`,
    `DefaultRuntimeDir ${dir}`,
    `ErrorLog ${dir}/error.log`,
    "ServerName lab.internal",
    "User www-data",
    "Group www-data",
    "StartServers 1",
    ...MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
    ...[at].flat().map((one) => `Listen ${one}`),
    config,
  ];
  writeFileSync(`${dir}/httpd.conf`, `${lines.join("\n")}\n`);
  const argv = ["apache2", "-D", "FOREGROUND", "-f", `${dir}/httpd.conf`];
  return keepRunning(within(namespace, ...argv), (pid) => areListening(pid, at));
}
