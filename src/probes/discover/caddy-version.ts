import { installed } from "./binary.ts";
import { type VersionQuestion, versionText } from "./version-text.ts";

/** Go keeps the modules that a program is built of in its binary (debug/buildinfo). */
const QUESTION: VersionQuestion = {
  word: "version",
  isAnswer: (text) => /^v?2\.\d+/.test(text),
  marks: ["github.com/caddyserver/caddy/v2\tv2."],
};

/** "2.6.2", as the Caddy at `binary` says it, else the one on PATH; undefined where nobody can say. */
export async function caddyVersion(binary: string | undefined, searchPath = ""): Promise<string | undefined> {
  const found = binary ?? (await installed("caddy", searchPath, ["/usr/bin/caddy"]));
  const answer = found === undefined ? undefined : await versionText(found, QUESTION);
  return answer === undefined ? undefined : /v?(2\.\d+\.\d+)/.exec(answer.text)?.[1];
}
