import { normalize, resolve } from "node:path";
import type { GatewayReader, ReadInput } from "../gateways/gateway.ts";
import type { Gateway } from "../model/config.ts";
import { diskReader } from "../text/disk-reader.ts";
import { readSource } from "../text/read-source.ts";
import { isReadFailure, readerWith } from "../text/source-reader.ts";
import { InputError } from "./faults.ts";
import { emptyHint, type Note, readerFor } from "./find.ts";
import { filesOf, type LintFile } from "./lint-files.ts";
import { lintReader } from "./lint-reader.ts";
import type { LintSettings } from "./lint-settings.ts";

/** What reading the configs brings up besides the model. */
export interface Reading {
  readonly gateways: Gateway[];
  readonly notes: Note[];
  /** The text of every file that was read, by the path that locations name. */
  readonly texts: Map<string, Uint8Array>;
}

/** Reads every config that was named into its model. What another one includes is linted there, and not again. */
export function readConfigs(settings: LintSettings, workingDirectory: string): Reading {
  const reading: Reading = { gateways: [], notes: [], texts: new Map() };
  const read = new Set<string>();
  const files = settings.root === undefined ? filesOf(settings.paths, workingDirectory) : asNamed(settings);
  const isOneOfMany = files.length > 1;
  for (const { path, isNamed } of files) {
    if (isOneOfMany && (read.has(normalize(path)) || !(isNamed || isConfig(path, settings)))) continue;
    readOne(path, settings, reading, workingDirectory, isOneOfMany);
    for (const text of reading.texts.keys()) read.add(normalize(text));
  }
  if (reading.gateways.length === 0) throw new InputError("no config of a known gateway was found there");
  return reading;
}

/** With --root, paths are those of the tree that lies there. */
function asNamed({ paths }: LintSettings): readonly LintFile[] {
  return paths.map((path) => ({ path, isNamed: true }));
}

/** In a folder, files that are no config of a gateway are passed over. */
function isConfig(file: string, settings: LintSettings): boolean {
  const content = readSource(file);
  if (isReadFailure(content)) return false;
  try {
    return readerFor(file, content, settings) !== undefined;
  } catch {
    return false;
  }
}

function readOne(
  path: string,
  settings: LintSettings,
  reading: Reading,
  workingDirectory: string,
  isOneOfMany: boolean,
): void {
  const disk = diskReader(settings.root);
  const content = settings.root === undefined || path === "-" ? readSource(path) : disk.read(path);
  if (isReadFailure(content)) throw new InputError(emptyHint(content.message, path, content.kind));
  const isNamed = path === "-" && settings.stdinFilename !== undefined;
  const shown = isNamed ? resolve(workingDirectory, settings.stdinFilename ?? "") : path;
  const kind = kindOf(shown, content, settings);
  const { mainFile, reader } = kind.openDump(content) ?? {
    mainFile: shown,
    reader: readerWith(disk, shown, content),
  };
  const onNote = (because: string): void => void reading.notes.push({ what: shown, because });
  const input: ReadInput = {
    mainFile,
    reader: lintReader(reader, (file, text) => void reading.texts.set(file, text)),
    version: settings.gatewayVersion ?? versionIn(content),
    tlsLibrary: undefined,
    builtIn: undefined,
    onNote,
    context: settings.context,
  };
  const gateway = kind.read(input);
  if (isTemplate(content, gateway)) {
    const because = "it looks like a template (it holds {{, {% or <%): lint what it makes";
    reading.notes.push({ what: shown, because });
    if (isOneOfMany) return;
  }
  reading.gateways.push(withoutUnreadable(gateway, reading.notes));
}

/** Marks of template languages are nothing that a config which nginx refuses would hold by itself. */
function isTemplate(content: Uint8Array, { problems }: Gateway): boolean {
  const isBroken = problems.some(
    ({ cause, refusesConfig }) => cause === "config-syntax-error" && refusesConfig,
  );
  if (!isBroken) return false;
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return ["{{", "{%", "<%"].some((mark) => text.includes(mark));
}

/** Files that are on another machine are nobody's fault: they are noted, and not found missing. */
function withoutUnreadable(gateway: Gateway, notes: Note[]): Gateway {
  const isElsewhere = ({ cause, refusesConfig }: Gateway["problems"][number]): boolean =>
    cause === "config-include-missing" && !refusesConfig;
  const names = gateway.problems.filter(isElsewhere).map(({ about = "" }) => about);
  if (names.length === 0) return gateway;
  const what = [...new Set(names)].slice(0, 3).join(", ");
  const more = names.length > 3 ? ` and ${names.length - 3} more includes` : "";
  notes.push({ what: what + more, because: `not read from here (${gateway.mainFile} includes it)` });
  return { ...gateway, problems: gateway.problems.filter((one) => !isElsewhere(one)) };
}

/** With `--context`, a fragment that nothing gives away is one of nginx. */
function kindOf(path: string, content: Uint8Array, settings: LintSettings): GatewayReader {
  return readerFor(path, content, settings.context.length > 0 ? { gateway: "nginx" } : settings);
}

/** "# nginx/1.25.3" or "nginx version: nginx/1.22.1" near the start of the text. */
function versionIn(content: Uint8Array): string | undefined {
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, 4_096));
  return /^(?:#.*\b|nginx version: )nginx\/(1\.\d{1,2}\.\d{1,2})/m.exec(head.toString("latin1"))?.[1];
}
