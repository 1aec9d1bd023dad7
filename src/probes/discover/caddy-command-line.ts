/** What the command line of a Caddy says (cmd/commands.go, cmd/commandfuncs.go). */
export interface CaddyCommand {
  /** `--config`, as written; undefined where none is named. */
  readonly configFile: string | undefined;
  /** `--resume`: the config that ran last is taken in place of the file. */
  readonly resumes: boolean;
  /** Any command but `run`: it ends by itself, or has no config file. */
  readonly isOneShot: boolean;
}

export const CADDY_PROGRAMS = ["caddy"];

/** Reads the words of a command line; undefined for any other program. */
export function parseCaddyCommand([program = "", ...words]: readonly string[]): CaddyCommand | undefined {
  if (!CADDY_PROGRAMS.includes(program.slice(program.lastIndexOf("/") + 1))) return undefined;
  let configFile: string | undefined;
  for (const [index, word] of words.entries()) {
    const [, joined] = /^--?(?:config|c)=(.*)$/.exec(word) ?? [];
    if (joined !== undefined) configFile = joined;
    else if (/^(?:--?config|-c)$/.test(word)) configFile = words[index + 1];
  }
  return {
    configFile,
    resumes: words.some((word) => /^--?(?:resume|r)$/.test(word)),
    isOneShot: words[0] !== "run",
  };
}
