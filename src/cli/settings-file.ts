import { statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { getuid } from "node:process";
import type { Location } from "../model/source.ts";
import { readFileBytes } from "../text/read-source.ts";
import { isReadFailure } from "../text/source-reader.ts";
import { entriesOf, itemsOf, kindOf, locationOf, placeOf, scalarText, type Value } from "../text/tree.ts";
import { InputError } from "./faults.ts";
import { COMMAND_NAMES, type CommandName, FLAGS, type Flag, type FlagName, isFlagName } from "./flags.ts";
import type { Given } from "./given.ts";
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
  const { parsePlainYaml } = await import("../text/yaml-tree.ts");
  const text = new TextDecoder().decode(content);
  const { trees, problems } = parsePlainYaml(shown, text);
  const [tree] = trees;
  const [problem] = problems;
  if (problem !== undefined) {
    const source = { file: shown, text, lines: undefined };
    throw new InputError(`${shownPlace(placeOf({ source, offset: problem.offset }))}: ${problem.message}`);
  }
  if (tree === undefined) return { path, values: new Map() };
  const root: Value = { tree, index: 0 };
  if (kindOf(root) !== "map")
    throw new InputError(`${placeText(root)}: it holds no settings: write name: value`);
  return { path, values: settingsOf(root, command, dirname(path)) };
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

function settingsOf(map: Value, command: CommandName, folder: string): FileSettings["values"] {
  const common = new Map<FlagName, readonly Given[]>();
  const own = new Map<FlagName, readonly Given[]>();
  for (const [key, value] of entriesOf(map)) {
    const section = COMMAND_NAMES.find((name) => name === scalarText(key));
    if (section === undefined) {
      const name = flagNamed(scalarText(key) ?? "", placeText(key), undefined);
      common.set(name, givenBy(name, value, folder));
      continue;
    }
    if (kindOf(value) !== "map")
      throw new InputError(`${placeText(value)}: ${section} holds settings of its own`);
    for (const [innerKey, inner] of entriesOf(value)) {
      const name = flagNamed(scalarText(innerKey) ?? "", placeText(innerKey), section);
      const given = givenBy(name, inner, folder);
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

function givenBy(name: FlagName, value: Value, folder: string): readonly Given[] {
  const flag: Flag = FLAGS[name];
  if (kindOf(value) === "list" && flag.kind === "list")
    return itemsOf(value).flatMap((item) => one(name, item, folder));
  return one(name, value, folder);
}

function one(name: FlagName, value: Value, folder: string): readonly Given[] {
  const flag: Flag = FLAGS[name];
  const place = `${placeText(value)}: ${name}`;
  const text = scalarText(value) ?? "";
  const isSwitch = kindOf(value) === "boolean";
  if (text === "" || isSwitch !== (flag.kind === "switch"))
    throw new InputError(`${place} is ${wanted(flag)}`);
  const isPath = flag.isPath === true && text !== "-";
  return [{ value: isPath ? resolve(folder, text) : text, source: place }];
}

function wanted({ kind }: Flag): string {
  if (kind === "switch") return "true or false";
  return kind === "list" ? "a text, or a list of texts" : "a text";
}

function placeText(value: Value): string {
  return shownPlace(locationOf(value));
}

function shownPlace({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}
