import { readFile, stat } from "node:fs/promises";
import type { Properties } from "./show.ts";

const MOST_BYTES = 65_536;
const MOST_FILES = 8;
const MOST_VARIABLES = 200;

/** The variables that a unit gives to its processes: those it names, then those of its files, which win (systemd.exec(5)). */
export async function variablesOf(unit: Properties): Promise<ReadonlyMap<string, string>> {
  const own = namedVariables((unit.get("Environment") ?? []).join(" "));
  const files = (unit.get("EnvironmentFiles") ?? []).slice(0, MOST_FILES).map(pathIn);
  const texts = await Promise.all(files.map(textOf));
  return new Map([...own, ...texts.flatMap(fileVariables)].slice(0, MOST_VARIABLES));
}

/** KEY=value, as `systemctl show` writes it: values with blanks stand in quotes. */
function namedVariables(text: string): readonly (readonly [string, string])[] {
  const words = [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  );
  return words.flatMap(assignmentIn);
}

/** "/etc/default/api (ignore_errors=yes)". */
function pathIn(line: string): string {
  return line.replace(/ \(ignore_errors=(?:yes|no)\)$/, "");
}

/** A file that this user may not read, or that is none, names nothing. */
async function textOf(path: string): Promise<string> {
  const seen = await stat(path).catch(() => undefined);
  if (seen?.isFile() !== true || seen.size > MOST_BYTES) return "";
  return readFile(path, "utf8").catch(() => "");
}

/** Lines of KEY=value; "#" and ";" begin comments, and values may stand in quotes (systemd.exec(5), EnvironmentFile=). */
function fileVariables(text: string): readonly (readonly [string, string])[] {
  return text.split("\n").flatMap((line) => {
    const trimmed = line.trim();
    if (/^[#;]/.test(trimmed)) return [];
    return assignmentIn(trimmed).map(
      ([name, value]) => [name, value.replace(/^(["'])(.*)\1$/, "$2")] as const,
    );
  });
}

function assignmentIn(text: string): readonly (readonly [string, string])[] {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/.exec(text) ?? [];
  return name === undefined || value === undefined ? [] : [[name, value]];
}
