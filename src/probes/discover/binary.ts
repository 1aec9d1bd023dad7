import { access, constants } from "node:fs/promises";
import type { HostProcess } from "../host/procfs.ts";

/**
 * Path by which the binary of a process can be read from here; a replaced one is still there behind /proc/PID/exe. `program` is
 * the word of the command line that starts it.
 */
export function binaryOf(
  { pid, binary, binaryIsGone }: HostProcess,
  program: string,
  root: string | undefined,
  proc: string,
): string | undefined {
  if (binaryIsGone) return `${proc}/${pid}/exe`;
  const path = binary ?? (program.startsWith("/") ? program : undefined);
  return path === undefined ? undefined : (root ?? "") + path;
}

/** The program of this name that is installed on this host. `searchPath` is the text of PATH, absent where it is not to be asked. */
export async function installed(
  name: string,
  searchPath: string | undefined,
  wellKnown: readonly string[],
): Promise<string | undefined> {
  const folders = (searchPath ?? "").split(":").filter((folder) => folder.startsWith("/"));
  for (const path of [...folders.map((folder) => `${folder}/${name}`), ...wellKnown]) {
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}
