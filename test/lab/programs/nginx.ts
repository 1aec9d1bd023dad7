import { existsSync, writeFileSync } from "node:fs";
import { keepRunning, type Running } from "../processes.ts";
import type { NginxService } from "../service-spec.ts";
import { within } from "../within.ts";
import type { ProgramPlace } from "./program-place.ts";

/** nginx as a service. */
export function nginx({ http }: NginxService, { namespace, dir }: ProgramPlace): Promise<Running> {
  const logs = `access_log off;\n${http}`;
  const conf = `pid ${dir}/nginx.pid;\nerror_log ${dir}/error.log;\nevents {}\nhttp {\n${logs}\n}\n`;
  writeFileSync(`${dir}/nginx.conf`, conf);
  const argv = ["nginx", "-p", dir, "-c", `${dir}/nginx.conf`, "-g", "daemon off;"];
  return keepRunning(within(namespace, ...argv), () => existsSync(`${dir}/nginx.pid`));
}
