import { readdir } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { readPlainFile } from "../read-plain-file.ts";
import { mayRun } from "../tools/may-run.ts";
import { parseIni, type Sections } from "./ini.ts";

/** Where supervisord and supervisorctl look by themselves (Supervisor manual, "Configuration File"). */
export const SUPERVISOR_CONFIGS = ["/etc/supervisord.conf", "/etc/supervisor/supervisord.conf"];

const MOST_FILES = 200;
const MOST_BYTES = 262_144;

export interface SupervisorConfig {
  readonly path: string;
  readonly sections: Sections;
}

/**
 * The config that supervisord takes by itself, with what it includes. One that others than root and this user may write is left
 * alone: it can name code that supervisorctl loads. So is one whose server is not on this host.
 */
export async function supervisorConfig(paths: readonly string[]): Promise<SupervisorConfig | undefined> {
  for (const path of paths) {
    if ((await mayRun(path, process.geteuid?.() ?? 0)) === undefined) continue;
    const own = parseIni(await textOf(path));
    const url = own.get("supervisorctl")?.get("serverurl") ?? "http://localhost:9001";
    if (!/^(?:unix:\/\/|https?:\/\/(?:localhost|127\.0\.0\.1)(?::|\/|$))/.test(url)) return undefined;
    const included = await includedBy(path, own);
    const texts = await Promise.all(included.slice(0, MOST_FILES).map(textOf));
    return { path, sections: new Map([...own, ...texts.flatMap((text) => [...parseIni(text)])]) };
  }
  return undefined;
}

/** `files` of [include]: patterns, relative to the file; a "*" in the last part alone is followed. */
async function includedBy(path: string, own: Sections): Promise<readonly string[]> {
  const patterns = (own.get("include")?.get("files") ?? "").split(/\s+/).filter((one) => one !== "");
  const found = await Promise.all(
    patterns.slice(0, MOST_FILES).map(async (pattern) => {
      const whole = isAbsolute(pattern) ? pattern : join(dirname(path), pattern);
      const last = whole.slice(whole.lastIndexOf("/") + 1);
      const fits = new RegExp(
        `^${last
          .replace(/[.+^${}()|[\]\\]/g, "\\$&")
          .replaceAll("*", "[^/]*")
          .replaceAll("?", ".")}$`,
      );
      const names = await readdir(dirname(whole)).catch(() => []);
      return names.filter((name) => fits.test(name)).map((name) => join(dirname(whole), name));
    }),
  );
  return found.flat();
}

async function textOf(path: string): Promise<string> {
  const content = await readPlainFile(path);
  return content instanceof Uint8Array ? Buffer.from(content.subarray(0, MOST_BYTES)).toString("utf8") : "";
}
