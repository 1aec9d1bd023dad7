import { resolve } from "node:path";
import type { BuiltIn, ConfigPlace, GatewayCommand, Standing } from "../../model/gateway-program.ts";

/** What `./configure` takes without --prefix and --conf-path (auto/options of nginx). */
const DEFAULT_PREFIX = "/usr/local/nginx/";
const DEFAULT_CONF = "conf/nginx.conf";

/**
 * Works out the path of the main config as ngx_process_options does: `-p` counts from the working directory, a relative
 * `-c` or --conf-path from the prefix. Empty where a part of a named path is not known, undefined where nothing is known.
 */
export function configPlaces(
  command: Pick<GatewayCommand, "configFiles" | "directory">,
  { workingDirectory, builtIn }: Pick<Standing, "workingDirectory" | "builtIn">,
): readonly ConfigPlace[] | undefined {
  const [named] = command.configFiles;
  const written = named ?? (builtIn && (builtIn.configFile ?? DEFAULT_CONF));
  if (written === undefined) return undefined;
  const from = named === undefined ? "built-in" : "command-line";
  if (written.startsWith("/")) return [{ files: [resolve(written)], from }];
  const prefix = prefixOf(command.directory, workingDirectory, builtIn);
  if (prefix !== undefined) return [{ files: [resolve(prefix, written)], from }];
  return named === undefined ? undefined : [];
}

function prefixOf(
  written: string | undefined,
  workingDirectory: string | undefined,
  builtIn: BuiltIn | undefined,
): string | undefined {
  if (written === undefined) return builtIn && (builtIn.prefix ?? DEFAULT_PREFIX);
  if (written.startsWith("/")) return resolve(written);
  return workingDirectory === undefined ? undefined : resolve(workingDirectory, written);
}
