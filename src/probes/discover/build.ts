import { access, constants } from "node:fs/promises";
import { WELL_KNOWN_BINARIES } from "./nginx-paths.ts";
import { type NginxBuild, parseNginxVersion } from "./nginx-version.ts";
import { versionText } from "./version-text.ts";

/**
 * What the nginx at `binary` is built with; undefined where nobody can say. Without a path the one on PATH, or at a
 * well-known place, is meant.
 */
export async function nginxBuild(
  binary: string | undefined,
  searchPath = "",
): Promise<NginxBuild | undefined> {
  const found = binary ?? (await installed(searchPath));
  const answer = found === undefined ? undefined : await versionText(found);
  return answer === undefined ? undefined : parseNginxVersion(answer.text);
}

/** The nginx binary that is installed on this host. `searchPath` is the text of PATH. */
export async function installed(searchPath: string): Promise<string | undefined> {
  const folders = searchPath.split(":").filter((folder) => folder.startsWith("/"));
  for (const path of [...folders.map((folder) => `${folder}/nginx`), ...WELL_KNOWN_BINARIES]) {
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}
