/** What the command line of a Caddy says (cmd/commands.go, cmd/commandfuncs.go). */
export interface CaddyCommand {
  /** `--config`, as written; undefined where none is named. */
  readonly configFile: string | undefined;
  /** `--resume`: the config that ran last is taken in place of the file. */
  readonly resumes: boolean;
  /** `--envfile`, as written: more variables for its environment, in this order. */
  readonly environmentFiles: readonly string[];
  /** Any command but `run`: it ends by itself, or has no config file. */
  readonly isOneShot: boolean;
}

export const CADDY_PROGRAMS = ["caddy"];

/** Reads the words of a command line; undefined for any other program. */
export function parseCaddyCommand([program = "", ...words]: readonly string[]): CaddyCommand | undefined {
  if (!CADDY_PROGRAMS.includes(program.slice(program.lastIndexOf("/") + 1))) return undefined;
  return {
    configFile: valuesOf(words, "config|c").at(-1),
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
