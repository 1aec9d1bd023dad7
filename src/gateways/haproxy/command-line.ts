import type { GatewayCommand } from "../../model/gateway-program.ts";

export const HAPROXY_PROGRAMS = ["haproxy"];

/** Options with one value; `-sf`, `-st` take all the process ids that follow. */
const WITH_VALUE = new Set(["-f", "-C", "-p", "-n", "-N", "-m", "-L", "-S", "-x"]);

/**
 * Reads the words of a command line (haproxy(1), src/haproxy.c); undefined for any other program. What stands behind `--` is a
 * file too.
 */
export function parseHaproxyCommand([program = "", ...words]: readonly string[]): GatewayCommand | undefined {
  if (!HAPROXY_PROGRAMS.includes(program.slice(program.lastIndexOf("/") + 1))) return undefined;
  const configFiles: string[] = [];
  let directory: string | undefined;
  let isOneShot = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (word === "--") {
      configFiles.push(...words.slice(index + 1));
      break;
    }
    if (word === "-f") configFiles.push(words[index + 1] ?? "");
    if (word === "-C") directory = words[index + 1];
    if (WITH_VALUE.has(word)) index++;
    else isOneShot ||= /^-(?:c|cc|v{1,2}|h|-help)$/.test(word);
  }
  const named = configFiles.filter((file) => file !== "");
  return { program, configFiles: named, directory, environmentFiles: [], resumes: false, isOneShot };
}
