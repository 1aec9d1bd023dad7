import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where packages and images put a Caddyfile, most common first. */
export const WELL_KNOWN_CADDY_CONFIGS: readonly string[] = ["/etc/caddy/Caddyfile", "/etc/caddy/caddy.json"];

/**
 * The config that a Caddy has loaded last, which it keeps for `--resume` and for whoever changes it over its admin API
 * (storage.go, `AppConfigDir`). Undefined where its environment may not be read.
 */
export async function autosavePath(proc: string, pid: number): Promise<string | undefined> {
  const environment = await readFile(`${proc}/${pid}/environ`, "latin1").catch(() => "");
  const variable = (name: string): string | undefined => {
    const line = environment.split("\0").find((one) => one.startsWith(`${name}=`));
    return line === undefined || line.length === name.length + 1 ? undefined : line.slice(name.length + 1);
  };
  const own = variable("XDG_CONFIG_HOME");
  const home = variable("HOME");
  if (own !== undefined) return join(own, "caddy", "autosave.json");
  return home === undefined ? undefined : join(home, ".config", "caddy", "autosave.json");
}
