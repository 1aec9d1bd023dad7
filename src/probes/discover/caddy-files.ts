import { join } from "node:path";
import { processEnvironment } from "./process-environment.ts";

/** Where packages and images put a Caddyfile, most common first. */
export const WELL_KNOWN_CADDY_CONFIGS: readonly string[] = ["/etc/caddy/Caddyfile", "/etc/caddy/caddy.json"];

/**
 * The config that a Caddy has loaded last, which it keeps for `--resume` and for whoever changes it over its admin API
 * (storage.go, `AppConfigDir`). Undefined where its environment may not be read.
 */
export async function autosavePath(proc: string, pid: number): Promise<string | undefined> {
  const environment = await processEnvironment(proc, pid);
  const [own, home] = [environment?.get("XDG_CONFIG_HOME"), environment?.get("HOME")];
  if (own) return join(own, "caddy", "autosave.json");
  return home ? join(home, ".config", "caddy", "autosave.json") : undefined;
}
