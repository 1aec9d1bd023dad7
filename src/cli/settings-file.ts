import { statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { getuid } from "node:process";
import type { PlacedMap, PlacedValue } from "../text/positioned-yaml.ts";
import { readFileBytes } from "../text/read-source.ts";
import { isReadFailure } from "../text/source-reader.ts";
import { InputError } from "./faults.ts";
import { COMMAND_NAMES, type CommandName, FLAGS, type Flag, type FlagName, isFlagName } from "./flags.ts";
import type { Given } from "./options.ts";
import { didYouMean } from "./suggest.ts";

/** What `uhc.yaml` says for one command. Paths count from its folder, and are absolute here. */
export interface FileSettings {
  readonly path: string;
  readonly values: ReadonlyMap<FlagName, readonly Given[]>;
}

const NAME = "uhc.yaml";
const LARGEST_BYTES = 1024 * 1024;

/**
 * The settings of the nearest `uhc.yaml`, from the working directory upwards. What it says of one command goes over what
 * it says of all.
 *
 * @throws InputError that names line and column, for a key that is unknown and for a value that can't be meant.
 */
export async function readSettingsFile(
  workingDirectory: string,
  command: CommandName,
): Promise<FileSettings | undefined> {
  const path = nearest(workingDirectory);
  if (path === undefined) return undefined;
  const shown = relative(workingDirectory, path);
  const content = readFileBytes(path, shown);
  if (isReadFailure(content)) throw new InputError(content.message);
  if (content.length > LARGEST_BYTES) throw new InputError(`${shown} is larger than 1 MiB`);
  const { readYaml } = await import("../text/positioned-yaml.ts");
  const value = await readYaml(shown, new TextDecoder().decode(content));
  if (value.kind === "problem") throw new InputError(`${placeOf(value)}: ${value.message}`);
  if (value.kind !== "map")
    throw new InputError(`${placeOf(value)}: it holds no settings: write name: value`);
  return { path, values: settingsOf(value, command, dirname(path)) };
}

function nearest(workingDirectory: string): string | undefined {
  for (let folder = workingDirectory; ; folder = dirname(folder)) {
    const path = join(folder, NAME);
    if (isThere(path) && isTrusted(path, folder)) return path;
    if (folder === dirname(folder)) return undefined;
  }
}

/** A folder above may be closed to this user: what is in it is then not theirs. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}

/** In a folder where anybody may put files (/tmp), only one's own count: uhc is often run as root. */
function isTrusted(path: string, folder: string): boolean {
  const isOpenToAll = (statSync(folder).mode & 0o002) !== 0;
  const owner = statSync(path).uid;
  return !isOpenToAll || owner === 0 || owner === getuid?.();
}

function settingsOf(map: PlacedMap, command: CommandName, folder: string): FileSettings["values"] {
  const common = new Map<FlagName, readonly Given[]>();
  const own = new Map<FlagName, readonly Given[]>();
  for (const { key, value } of map.entries) {
    const section = COMMAND_NAMES.find((name) => name === key.text);
    if (section === undefined) {
      const name = flagNamed(key.text, placeOf(key), undefined);
      common.set(name, givenBy(name, value, folder));
      continue;
    }
    if (value.kind !== "map") throw new InputError(`${placeOf(value)}: ${section} holds settings of its own`);
    for (const inner of value.entries) {
      const name = flagNamed(inner.key.text, placeOf(inner.key), section);
      const given = givenBy(name, inner.value, folder);
      if (section === command) own.set(name, given);
    }
  }
  const all = [...common, ...own].filter(([name]) => hasUse(name, command));
  return new Map(all);
}

function flagNamed(text: string, place: string, section: CommandName | undefined): FlagName {
  if (!isFlagName(text)) {
    const names = fileFlags().filter((name) => section === undefined || hasUse(name, section));
    const known = section === undefined ? [...names, ...COMMAND_NAMES] : names;
    throw new InputError(`${place}: unknown key "${text}"`, didYouMean(text, known));
  }
  const flag: Flag = FLAGS[text];
  if (flag.isTypedOnly === true)
    throw new InputError(
      `${place}: ${text} is for the command line alone: a file that is merely found must not make uhc write files or show secrets`,
    );
  if (section !== undefined && !hasUse(text, section))
    throw new InputError(`${place}: ${section} has no use for ${text}`);
  return text;
}

/** The flags that a file may set. */
export function fileFlags(): readonly FlagName[] {
  return Object.keys(FLAGS)
    .filter(isFlagName)
    .filter((name) => {
      const flag: Flag = FLAGS[name];
      return flag.isTypedOnly !== true;
    });
}

function hasUse(name: FlagName, command: CommandName): boolean {
  const flag: Flag = FLAGS[name];
  return flag.commands.includes(command);
}

function givenBy(name: FlagName, value: PlacedValue, folder: string): readonly Given[] {
  const flag: Flag = FLAGS[name];
  if (value.kind === "list" && flag.kind === "list")
    return value.items.flatMap((item) => one(name, item, folder));
  return one(name, value, folder);
}

function one(name: FlagName, value: PlacedValue, folder: string): readonly Given[] {
  const flag: Flag = FLAGS[name];
  const place = `${placeOf(value)}: ${name}`;
  if (value.kind !== "scalar") throw new InputError(`${place} is ${wanted(flag)}`);
  const isSwitch = typeof value.value === "boolean";
  if (value.value === null || value.text === "" || isSwitch !== (flag.kind === "switch"))
    throw new InputError(`${place} is ${wanted(flag)}`);
  const isPath = flag.isPath === true && value.text !== "-";
  return [{ value: isPath ? resolve(folder, value.text) : value.text, source: place }];
}

function wanted({ kind }: Flag): string {
  if (kind === "switch") return "true or false";
  return kind === "list" ? "a text, or a list of texts" : "a text";
}

function placeOf({ location: { file, line, column } }: Pick<PlacedValue, "location">): string {
  return `${file}:${line}:${column}`;
}
