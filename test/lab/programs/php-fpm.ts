import { readdirSync, writeFileSync } from "node:fs";
import { keepRunning, type Running } from "../processes.ts";
import type { PhpFpmService } from "../service-spec.ts";
import { within } from "../within.ts";
import { areListening } from "./listening.ts";
import type { ProgramPlace } from "./program-place.ts";

/** Debian's program carries its version in its name: php-fpm8.2. */
export function phpFpmProgram(): string | undefined {
  return readdirSync("/usr/sbin").find((name) => /^php-fpm[\d.]+$/.test(name));
}

/** php-fpm with one static pool, in the foreground, without the host's php.ini. */
export function phpFpm(spec: PhpFpmService, { namespace, dir }: ProgramPlace): Promise<Running> {
  const lines = [
    "[global]",
    `error_log = ${dir}/php-fpm.log`,
    "daemonize = no",
    "[lab]",
    "user = www-data",
    "group = www-data",
    `listen = ${spec.at.replace(/^unix:/, "")}`,
    "listen.owner = www-data",
    "listen.group = www-data",
    "pm = static",
    `pm.max_children = ${spec.children}`,
    spec.pool ?? "",
  ];
  writeFileSync(`${dir}/php-fpm.conf`, `${lines.join("\n")}\n`);
  const argv = [phpFpmProgram() ?? "php-fpm", "-F", "-n", "-y", `${dir}/php-fpm.conf`];
  return keepRunning(within(namespace, ...argv), (pid) => areListening(pid, spec.at));
}
