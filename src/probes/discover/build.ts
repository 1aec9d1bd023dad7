import { installed } from "./binary.ts";
import { WELL_KNOWN_BINARIES } from "./nginx-paths.ts";
import { type NginxBuild, parseNginxVersion } from "./nginx-version.ts";
import { type VersionQuestion, versionText } from "./version-text.ts";

/** nginx has the sentences of `-V` as constants in its binary. */
export const NGINX_QUESTION: VersionQuestion = {
  word: "-V",
  isAnswer: (text) => text.includes(" version: "),
  marks: ["nginx version: ", "built with ", "configure arguments:"],
};

/**
 * What the nginx at `binary` is built with; undefined where nobody can say. Without a path the one on PATH, or at a
 * well-known place, is meant.
 */
export async function nginxBuild(
  binary: string | undefined,
  searchPath = "",
): Promise<NginxBuild | undefined> {
  const found = binary ?? (await installed("nginx", searchPath, WELL_KNOWN_BINARIES));
  const answer = found === undefined ? undefined : await versionText(found, NGINX_QUESTION);
  return answer === undefined ? undefined : parseNginxVersion(answer.text);
}
