import { normalize, resolve } from "node:path";
import { READERS_AT_HAND } from "../gateways/at-hand.ts";
import type { GatewayFormat, GatewayReader, ReadInput } from "../gateways/gateway.ts";
import type { Gateway } from "../model/config.ts";
import { diskReader } from "../text/disk-reader.ts";
import { readSource } from "../text/read-source.ts";
import { isReadFailure, readerOver, readerWith } from "../text/source-reader.ts";
import { InputError } from "./faults.ts";
import { filesOf, type LintFile } from "./lint-files.ts";
import { lintReader } from "./lint-reader.ts";
import type { LintSettings } from "./lint-settings.ts";
import type { Note } from "./note.ts";
import { emptyHint, formatOf } from "./reader-for.ts";
import { withoutUnseenIncludes } from "./unseen.ts";

/** What reading the configs brings up besides the model. */
export interface Reading {
  readonly gateways: Gateway[];
  readonly notes: Note[];
  /** The text of every file that was read, by the path that locations name. */
  readonly texts: Map<string, Uint8Array>;
  /** Where each of them comes from. */
  readonly origins: Map<string, FileOrigin>;
  /** What was read under the names of the command line: standard input can't be read twice. */
  readonly sources: Map<string, Uint8Array>;
}

export interface FileOrigin {
  readonly reader: GatewayReader;
  /** Its path is one of this machine; false for what came through standard input, or lies below --root. */
  readonly isOnDisk: boolean;
}

/** What a second reading takes from the first: the sources, and the texts that files would have. */
export interface Again {
  readonly sources: ReadonlyMap<string, Uint8Array>;
  readonly textOf: (path: string) => Uint8Array | undefined;
}

const FIRST_TIME: Again = { sources: new Map(), textOf: () => undefined };

/** Reads every config that was named into its model. What another one includes is linted there, and not again. */
export async function readConfigs(
  settings: LintSettings,
  workingDirectory: string,
  again = FIRST_TIME,
): Promise<Reading> {
  const reading: Reading = {
    gateways: [],
    notes: [],
    texts: new Map(),
    origins: new Map(),
    sources: new Map(),
  };
  const read = new Set<string>();
  const onRead = (path: string): void => void read.add(normalize(path));
  const files = settings.root === undefined ? filesOf(settings.paths, workingDirectory) : asNamed(settings);
  const isOneOfMany = files.length > 1;
  for (const file of files) {
    const { path } = file;
    if (isOneOfMany && (read.has(normalize(path)) || !isConfig(file, settings))) continue;
    const source = sourceOf(path, settings, workingDirectory, again);
    reading.sources.set(path, source.content);
    const gateway = await readOne(source, settings, reading, again, onRead);
    if (isTemplate(source.content, gateway)) {
      const because = "it looks like a template (it holds {{, {% or <%): lint its output instead";
      reading.notes.push({ what: source.shown, because });
      if (isOneOfMany) continue;
    }
    const elsewhere = `not read from here (${gateway.mainFile} includes it)`;
    reading.gateways.push(withoutUnseenIncludes(gateway, reading.notes, elsewhere));
  }
  if (reading.gateways.length === 0) throw new InputError("no config of a known gateway was found there");
  return reading;
}

/** With --root, paths are those of the tree that lies there. */
function asNamed({ paths }: LintSettings): readonly LintFile[] {
  return paths.map((path) => ({ path, from: "name" }));
}

/** Files that were not named and are no config of a gateway are passed over. */
function isConfig({ path, from }: LintFile, settings: LintSettings): boolean {
  if (from === "name") return true;
  const content = readSource(path);
  if (isReadFailure(content)) return false;
  try {
    return formatOf(path, content, settings).mayHold(path) || from === "pattern";
  } catch {
    return false;
  }
}

/** A main file, or whatever else was named on the command line. */
interface Source {
  readonly content: Uint8Array;
  /** The path that it is shown under, and that its includes start from. */
  readonly shown: string;
  readonly isOnDisk: boolean;
}

function sourceOf(path: string, settings: LintSettings, workingDirectory: string, again: Again): Source {
  const { root, stdinFilename } = settings;
  const isNamed = path === "-" && stdinFilename !== undefined;
  const shown = isNamed ? resolve(workingDirectory, stdinFilename) : path;
  const isOnDisk = root === undefined && path !== "-";
  const known = again.textOf(shown) ?? again.sources.get(path);
  const content = known ?? (isOnDisk || path === "-" ? readSource(path) : diskReader(root).read(path));
  if (isReadFailure(content)) throw new InputError(emptyHint(content.message, path, content.kind));
  return { content, shown, isOnDisk };
}

async function readOne(
  { content, shown, isOnDisk }: Source,
  settings: LintSettings,
  reading: Reading,
  again: Again,
  onRead: (path: string) => void,
): Promise<Gateway> {
  const disk = diskReader(settings.root);
  const { kind, loadReader } = kindOf(shown, content, settings);
  const reader = READERS_AT_HAND.get(kind) ?? (await loadReader());
  const dump = reader.openDump(content);
  const { mainFile, reader: files } = dump ?? { mainFile: shown, reader: readerWith(disk, shown, content) };
  const origin = { reader, isOnDisk: dump === undefined && settings.root === undefined };
  const input: ReadInput = {
    mainFile,
    reader: lintReader(readerOver(files, again.textOf), (file, text) => {
      reading.texts.set(file, text);
      reading.origins.set(file, file === shown ? { ...origin, isOnDisk } : origin);
      onRead(file);
    }),
    version: settings.gatewayVersion ?? versionIn(content),
    tlsLibrary: undefined,
    builtIn: undefined,
    onNote: (because) => void reading.notes.push({ what: shown, because }),
    context: settings.context,
  };
  return reader.read(input);
}

/** Marks of template languages are nothing that a config which nginx refuses would hold by itself. */
function isTemplate(content: Uint8Array, { problems }: Gateway): boolean {
  const isBroken = problems.some(
    ({ cause, refusesConfig }) => cause === "config-syntax-error" && refusesConfig,
  );
  return isBroken && hasTemplateMarks(content);
}

/** Of Go, Jinja, Handlebars, Twig and ERB. */
export function hasTemplateMarks(content: Uint8Array): boolean {
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return ["{{", "{%", "<%"].some((mark) => text.includes(mark));
}

/** With `--context`, a fragment that nothing gives away is one of nginx. */
function kindOf(path: string, content: Uint8Array, settings: LintSettings): GatewayFormat {
  return formatOf(path, content, settings.context.length > 0 ? { gateway: "nginx" } : settings);
}

/** "# nginx/1.25.3" or "nginx version: nginx/1.22.1" near the start of the text. */
function versionIn(content: Uint8Array): string | undefined {
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, 4_096));
  return /^(?:#.*\b|nginx version: )nginx\/(1\.\d{1,2}\.\d{1,2})/m.exec(head.toString("latin1"))?.[1];
}
