import type { GatewayCommand } from "../../model/gateway-program.ts";

export const CADDY_PROGRAMS = ["caddy"];

/**
 * Reads the words of a command line (cmd/commands.go, cmd/commandfuncs.go); undefined for any other program. Any command but
 * `run` ends by itself, or has no config file.
 */
export function parseCaddyCommand([program = "", ...words]: readonly string[]): GatewayCommand | undefined {
  if (!CADDY_PROGRAMS.includes(program.slice(program.lastIndexOf("/") + 1))) return undefined;
  let configFile: string | undefined;
  for (const [index, word] of words.entries()) {
    const [, joined] = /^--?(?:config|c)=(.*)$/.exec(word) ?? [];
    if (joined !== undefined) configFile = joined;
    else if (/^(?:--?config|-c)$/.test(word)) configFile = words[index + 1];
  }
  return {
    program,
    configFiles: configFile === undefined ? [] : [configFile],
    directory: undefined,
    resumes: words.some((word) => /^--?(?:resume|r)$/.test(word)),
    isOneShot: words[0] !== "run",
  };
}
