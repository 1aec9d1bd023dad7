import { folderOf } from "../../text/config-path.ts";
import { inByteOrder, isPattern, matchesPath } from "../../text/glob.ts";
import type { SourceReader } from "../../text/source-reader.ts";

/** What `nginx -T` prints: each file that nginx opened, in that order, the main file first. */
export interface NginxDump {
  readonly mainFile: string;
  readonly reader: SourceReader;
}

/** Paths compared with patterns; far beyond what thousands of includes over thousands of files take. */
const MOST_COMPARISONS = 50_000_000;

/** `nginx -T` writes this before each file (main() in src/core/nginx.c, since 1.9.2). */
const MARKER = "# configuration file ";

/**
 * Takes the output of `nginx -T` apart. Whatever stands before the first marker (the lines that nginx prints to
 * stderr, when both streams were joined) is passed over. Undefined when there is no marker: then it is no dump.
 */
export function readDump(content: Uint8Array): NginxDump | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (!bytes.includes(MARKER)) return undefined;
  const text = bytes.toString("latin1");
  const sections = [...sectionsOf(text)];
  const files = new Map<string, Uint8Array>();
  for (const [index, section] of sections.entries()) {
    const end = sections[index + 1]?.markerAt ?? text.length;
    // A dump before 1.11 shows a file again each time that it is included.
    if (!files.has(section.path))
      files.set(section.path, content.subarray(section.from, endOfContent(text, section.from, end)));
  }
  const mainFile = sections[0]?.path;
  return mainFile === undefined ? undefined : { mainFile, reader: dumpReader(files) };
}

interface Section {
  readonly path: string;
  readonly markerAt: number;
  readonly from: number;
}

function* sectionsOf(text: string): Generator<Section> {
  for (let at = markerFrom(text, 0); at >= 0; ) {
    const lineEnd = text.indexOf("\n", at);
    const line = text.slice(at, lineEnd < 0 ? text.length : lineEnd).trimEnd();
    const from = lineEnd < 0 ? text.length : lineEnd + 1;
    if (line.endsWith(":") && line.length > MARKER.length + 1) {
      const path = Buffer.from(line.slice(MARKER.length, -1), "latin1").toString("utf8");
      yield { path, markerAt: at, from };
    }
    at = markerFrom(text, from);
  }
}

/** Offset of the next marker at the start of a line, or -1. */
function markerFrom(text: string, from: number): number {
  let at = text.indexOf(MARKER, from);
  while (at > 0 && text.charAt(at - 1) !== "\n") at = text.indexOf(MARKER, at + 1);
  return at;
}

/** nginx puts one line feed behind each file, which is not the file's. */
function endOfContent(text: string, from: number, end: number): number {
  return end > from && text.charAt(end - 1) === "\n" ? end - 1 : end;
}

function dumpReader(files: ReadonlyMap<string, Uint8Array>): SourceReader {
  const folders = groupedByFolder(files.keys());
  let comparisons = 0;
  return {
    read: (path) =>
      files.get(path) ?? {
        kind: "missing",
        errno: undefined,
        message: `"${path}" is not in the dump, though nginx -T prints every file that it opens: the dump is cut off or old`,
      },
    find: (pattern) => {
      const folder = folderOf(pattern);
      const inFolders = isPattern(folder) ? [...folders.values()].flat() : (folders.get(folder) ?? []);
      comparisons += inFolders.length;
      return comparisons > MOST_COMPARISONS
        ? []
        : inByteOrder(inFolders.filter((path) => matchesPath(pattern, path)));
    },
    knowsAllFiles: false,
  };
}

function groupedByFolder(paths: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const folder = folderOf(path);
    const there = folders.get(folder);
    if (there === undefined) folders.set(folder, [path]);
    else there.push(path);
  }
  return folders;
}
