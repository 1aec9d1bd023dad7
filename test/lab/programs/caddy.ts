import { writeFileSync } from "node:fs";
import { keepRunning, type Running } from "../processes.ts";
import type { CaddyService } from "../service-spec.ts";
import { within } from "../within.ts";
import { areListening } from "./listening.ts";
import type { ProgramPlace } from "./program-place.ts";

const OPTIONS = "{\n  admin off\n  auto_https off\n}\n";

/** Caddy, keeping what it stores in its own folder. */
export function caddy({ at, caddyfile }: CaddyService, { namespace, dir }: ProgramPlace): Promise<Running> {
  writeFileSync(`${dir}/Caddyfile`, `${OPTIONS}${caddyfile}\n`);
  const env = ["env", `HOME=${dir}`, `XDG_DATA_HOME=${dir}`, `XDG_CONFIG_HOME=${dir}`];
  const argv = ["caddy", "run", "--config", `${dir}/Caddyfile`, "--adapter", "caddyfile"];
  return keepRunning(within(namespace, ...env, ...argv), (pid) => areListening(pid, at));
}
