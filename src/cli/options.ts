import { escapeControls } from "../text/escape.ts";
import type { Call } from "./call.ts";
import type { Surroundings } from "./environment.ts";
import { UsageError } from "./faults.ts";
import { environmentName, FLAGS, type Flag, type FlagName } from "./flags.ts";
import type { Given } from "./given.ts";
import { type FileSettings, readSettingsFile } from "./settings-file.ts";

/** Where a value was given; the first that has one decides. */
const ORIGINS = ["flag", "environment", "file"] as const;
export type Origin = (typeof ORIGINS)[number];

/** The flags of a call over the environment over `uhc.yaml`. Defaults are with those who ask. */
export interface Options {
  readonly text: (name: FlagName) => Given | undefined;
  readonly list: (name: FlagName) => readonly Given[];
  readonly isOn: (name: FlagName) => boolean;
  readonly isTyped: (name: FlagName) => boolean;
  /** Whether the first is said nearer to the user than the second: typed, and the other one only found in a file. */
  readonly isNearer: (name: FlagName, other: FlagName) => boolean;
}

const ON = new Set(["1", "true", "yes", "on"]);
const OFF = new Set(["0", "false", "no", "off"]);

/** The options of a command, with the nearest `uhc.yaml` read. */
export async function readOptions(call: Call, environment: Surroundings): Promise<Options> {
  const file = await readSettingsFile(environment.workingDirectory, call.command);
  const options = openOptions(call, environment.variables, file?.values);
  if (file !== undefined && call.flags.has("verbose"))
    environment.stderr.write(`uhc: settings of ${escapeControls(file.path)}\n`);
  return options;
}

export function openOptions(
  call: Call,
  variables: Surroundings["variables"],
  file: FileSettings["values"] = new Map(),
): Options {
  const from = {
    flag: (name: FlagName) => values(call.flags.get(name)).map((value) => given(value, `--${name}`)),
    environment: (name: FlagName) => fromEnvironment(call, name, variables),
    file: (name: FlagName) => file.get(name) ?? [],
  } as const satisfies Record<Origin, (name: FlagName) => readonly Given[]>;
  const originOf = (name: FlagName) => ORIGINS.find((origin) => from[origin](name).length > 0);
  const list = (name: FlagName): readonly Given[] => {
    const origin = originOf(name);
    return origin === undefined ? [] : from[origin](name);
  };
  const text = (name: FlagName) => list(name).at(-1);
  return {
    list,
    text,
    isOn: (name) => isYes(text(name)),
    isTyped: (name) => originOf(name) === "flag",
    isNearer(name, other) {
      const [one, two] = [originOf(name), originOf(other)];
      return one !== undefined && two !== undefined && ORIGINS.indexOf(one) < ORIGINS.indexOf(two);
    },
  };
}

function isYes(found: Given | undefined): boolean {
  if (found === undefined || OFF.has(found.value.toLowerCase())) return false;
  if (ON.has(found.value.toLowerCase())) return true;
  throw new UsageError(`${found.source}: "${found.value}" is neither yes nor no; allowed are 1 and 0`);
}

/** An empty variable is as good as none. A variable for a flag that this command has no use for is for other commands. */
function fromEnvironment(call: Call, name: FlagName, variables: Surroundings["variables"]): readonly Given[] {
  const flag: Flag = FLAGS[name];
  const source = environmentName(name);
  const value = variables[source];
  if (value === undefined || value === "" || !flag.commands.includes(call.command)) return [];
  const parts = flag.kind === "list" ? value.split(",").map((part) => part.trim()) : [value];
  return parts.filter((part) => part !== "").map((part) => given(part, source));
}

function given(value: string, source: string): Given {
  if (value === "") throw new UsageError(`${source}: it needs a value`);
  // A NUL ends a path for the system, and a line break a header: neither is ever meant.
  if (/[\0\r\n]/.test(value)) throw new UsageError(`${source}: it holds a line break or NUL`);
  return { value, source };
}

/** A switch that is typed is on. */
function values(typed: string | readonly string[] | true | undefined): readonly string[] {
  if (typed === undefined) return [];
  if (typed === true) return ["true"];
  return typeof typed === "string" ? [typed] : typed;
}
