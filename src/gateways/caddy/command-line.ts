import type { GatewayCommand } from "../../model/gateway-program.ts";

export const CADDY_PROGRAMS = ["caddy"];

/**
 * Reads the words of a command line (cmd/commands.go, cmd/commandfuncs.go); undefined for any other program. Any command but
 * `run` ends by itself, or has no config file.
 */
export function parseCaddyCommand([program = "", ...words]: readonly string[]): GatewayCommand | undefined {
  if (!CADDY_PROGRAMS.includes(program.slice(program.lastIndexOf("/") + 1))) return undefined;
  return {
    program,
    configFiles: valuesOf(words, "config|c").slice(-1),
    directory: undefined,
    environmentFiles: valuesOf(words, "envfile"),
    resumes: words.some((word) => /^--?(?:resume|r)$/.test(word)),
    isOneShot: words[0] !== "run",
  };
}

/** What stands behind an option, joined to it or as the next word. */
function valuesOf(words: readonly string[], names: string): readonly string[] {
  const option = new RegExp(`^--?(?:${names})(?:=(.*))?$`, "s");
  return words.flatMap((word, index) => {
    const found = option.exec(word);
    return found === null ? [] : (found[1] ?? words[index + 1] ?? []);
  });
}
