import type { Call } from "./call.ts";
import { UsageError } from "./faults.ts";
import { environmentName, FLAGS, type Flag, type FlagName } from "./flags.ts";

/** A value with the name that the user gave it under, for complaints: "--timeout" or "UHC_TIMEOUT". */
export interface Given {
  readonly value: string;
  readonly source: string;
}

/** The flags of a call over the environment. Defaults are with those who ask. */
export interface Options {
  readonly text: (name: FlagName) => Given | undefined;
  readonly list: (name: FlagName) => readonly Given[];
  readonly isOn: (name: FlagName) => boolean;
}

const ON = new Set(["1", "true", "yes", "on"]);
const OFF = new Set(["0", "false", "no", "off"]);

export function openOptions(call: Call, variables: Readonly<Record<string, string | undefined>>): Options {
  const list = (name: FlagName): readonly Given[] => {
    const typed = call.flags.get(name);
    if (typed !== undefined) return values(typed).map((value) => given(value, `--${name}`));
    return fromEnvironment(call, name, variables);
  };
  return {
    list,
    text: (name) => list(name).at(-1),
    isOn(name) {
      if (call.flags.has(name)) return true;
      const [variable] = fromEnvironment(call, name, variables);
      if (variable === undefined || OFF.has(variable.value.toLowerCase())) return false;
      if (ON.has(variable.value.toLowerCase())) return true;
      throw new UsageError(
        `${variable.source}: "${variable.value}" is neither yes nor no; allowed are 1 and 0`,
      );
    },
  };
}

/** An empty variable is as good as none. A variable for a flag that this command has no use for is for other commands. */
function fromEnvironment(
  call: Call,
  name: FlagName,
  variables: Readonly<Record<string, string | undefined>>,
): readonly Given[] {
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

function values(typed: string | readonly string[] | true): readonly string[] {
  if (typed === true) return [];
  return typeof typed === "string" ? [typed] : typed;
}
