import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { HostProcess } from "../host/procfs.ts";

/** The variables that a process was started with (proc_pid_environ(5)); undefined where they may not be read. */
export async function processEnvironment(
  proc: string,
  pid: number,
): Promise<ReadonlyMap<string, string> | undefined> {
  const text = await readFile(`${proc}/${pid}/environ`, "utf8").catch(() => undefined);
  return text === undefined ? undefined : new Map(text.split("\0").flatMap(pairOf));
}

/**
 * The same with what Caddy reads from files into its own environment (cmd/main.go, `loadEnvFromFile`): a variable that is
 * there already stays as it is. Undefined where any of it may not be read, so that nothing is taken for unset.
 */
export async function completeEnvironment(
  proc: string,
  { pid, directory = "/" }: Pick<HostProcess, "pid" | "directory">,
  root: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const own = await processEnvironment(proc, pid);
  const texts = await Promise.all(
    files.map((file) => readFile(root + resolve(directory, file), "utf8").catch(() => undefined)),
  );
  const read = texts.filter((text) => text !== undefined);
  if (own === undefined || read.length < texts.length) return undefined;
  const added = read.reverse().flatMap((text) => text.split("\n").flatMap(lineOf));
  return new Map([...added, ...own]);
}

function pairOf(text: string): readonly (readonly [name: string, value: string])[] {
  const at = text.indexOf("=");
  return at <= 0 ? [] : [[text.slice(0, at), text.slice(at + 1)]];
}

/** `NAME=value`, perhaps behind `export` and with quotes around the value, which may hold a comment behind it. */
function lineOf(line: string): readonly (readonly [name: string, value: string])[] {
  const written = line.trim().replace(/^export\s+/, "");
  if (written.startsWith("#")) return [];
  return pairOf(written).map(([name, value]) => {
    const quoted = /^(["'])(.*?)\1(?:\s*#.*)?$/s.exec(value.trim());
    return [name.trim(), quoted?.[2] ?? value.replace(/\s+#.*$/, "").trim()];
  });
}
