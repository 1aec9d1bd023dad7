import { resolve } from "node:path";
import type { NginxCommand } from "./nginx-command-line.ts";
import type { NginxBuild } from "./nginx-version.ts";

/** Where a running nginx has its config, as it sees the file system itself. */
export interface ConfigPlace {
  readonly configFile: string;
  readonly from: "command-line" | "built-in";
  readonly prefix: string | undefined;
}

/** What `./configure` takes without --prefix and --conf-path (auto/options of nginx). */
const DEFAULT_PREFIX = "/usr/local/nginx";
const DEFAULT_CONF = "conf/nginx.conf";

/**
 * Works out the path of the main config as ngx_process_options does: `-p` counts from the working directory, a relative
 * `-c` or --conf-path from the prefix. Undefined where a part of it is not known.
 */
export function locateConfig(
  command: Pick<NginxCommand, "configFile" | "prefix">,
  workingDirectory: string | undefined,
  build: NginxBuild | undefined,
): ConfigPlace | undefined {
  const prefix = prefixOf(command.prefix, workingDirectory, build);
  const from = command.configFile === undefined ? "built-in" : "command-line";
  const written = command.configFile ?? (build && (build.confPath ?? DEFAULT_CONF));
  if (written === undefined) return undefined;
  if (written.startsWith("/")) return { configFile: resolve(written), from, prefix };
  return prefix === undefined ? undefined : { configFile: resolve(prefix, written), from, prefix };
}

function prefixOf(
  written: string | undefined,
  workingDirectory: string | undefined,
  build: NginxBuild | undefined,
): string | undefined {
  if (written === undefined) return build && (build.prefix ?? DEFAULT_PREFIX);
  if (written.startsWith("/")) return resolve(written);
  return workingDirectory === undefined ? undefined : resolve(workingDirectory, written);
}
