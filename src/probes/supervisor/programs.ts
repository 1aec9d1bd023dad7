import type { ServicePlace } from "../../model/unit.ts";
import { mayServe } from "../units/command.ts";
import { type Tie, tieOfCommand } from "../units/tie.ts";
import type { Sections } from "./ini.ts";

/** A process that supervisord keeps, as its config says. */
export interface ConfiguredProgram {
  /** As supervisorctl calls it. */
  readonly name: string;
  readonly command: readonly string[];
  readonly variables: ReadonlyMap<string, string>;
  /** Undefined where supervisord chooses one, whose name begins with `logPrefix`. */
  readonly log: string | undefined;
  readonly logPrefix: string;
}

const MOST_PROCESSES = 64;
const MOST_PROGRAMS = 500;

/** The programs of a config; each process of one that runs several times is one of its own. */
export function programsOf(sections: Sections): readonly ConfiguredProgram[] {
  return [...sections]
    .flatMap(([section, settings]) => {
      const program = /^program:(.+)$/.exec(section)?.[1]?.trim();
      return program === undefined ? [] : processesOf(program, settings);
    })
    .slice(0, MOST_PROGRAMS);
}

function processesOf(program: string, settings: ReadonlyMap<string, string>): readonly ConfiguredProgram[] {
  const count = Math.min(Number(settings.get("numprocs") ?? 1) || 1, MOST_PROCESSES);
  const start = Number(settings.get("numprocs_start") ?? 0) || 0;
  return Array.from({ length: count }, (_, nth): ConfiguredProgram => {
    const filled = (text: string): string => fill(text, program, start + nth);
    const own = filled(settings.get("process_name") ?? "%(program_name)s");
    const isMerged = settings.get("redirect_stderr") === "true";
    const log = filled(settings.get(isMerged ? "stdout_logfile" : "stderr_logfile") ?? "AUTO");
    return {
      name: own === program ? program : `${program}:${own}`,
      command: wordsOf(filled(settings.get("command") ?? "")),
      variables: variablesIn(filled(settings.get("environment") ?? "")),
      log: log.startsWith("/") ? log : undefined,
      logPrefix: `${own}-${isMerged ? "stdout" : "stderr"}---`,
    };
  });
}

/** Python's expansions of the names that supervisord gives; those of its environment stay as they are. */
function fill(text: string, program: string, nth: number): string {
  return text
    .replaceAll("%(program_name)s", program)
    .replaceAll("%(group_name)s", program)
    .replace(/%\(process_num\)(0?)(\d?)[ds]/g, (_, zero: string, width: string) =>
      String(nth).padStart(Number(width || 0), zero === "" ? " " : "0"),
    );
}

/** As shlex.split takes a command line apart: blanks part words, quotes hold them together. */
function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/(?:[^\s"']+|"(?:[^"\\]|\\.)*"|'[^']*')+/g)].map(([word]) => word);
  return words.map((word) => word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, a = "", b = "") => a || b));
}

/** KEY="value",KEY2=value. */
function variablesIn(text: string): ReadonlyMap<string, string> {
  const pairs = text.matchAll(/([A-Za-z_]\w*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^,]*))/g);
  return new Map([...pairs].map(([, name = "", a, b, c = ""]) => [name, a ?? b ?? c.trim()]));
}

/** The words by which a program is told of a place, where it is one that serves. */
export function placeNamed({ command, variables }: ConfiguredProgram, place: ServicePlace): Tie | undefined {
  return mayServe(command) ? tieOfCommand(command, variables, place) : undefined;
}
