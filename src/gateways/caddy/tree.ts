import type { Location } from "../../model/source.ts";
import { readDocuments } from "../../text/documents.ts";
import { isReadFailure, type SourceReader } from "../../text/source-reader.ts";
import { kindOf, type Tree } from "../../text/tree.ts";
import { adaptCaddyfile } from "./caddyfile/adapt.ts";
import { isCaddyfile } from "./detect.ts";
import type { Reading } from "./reading.ts";

/** The config as Caddy works with it: what a file of JSON says, or what a Caddyfile is turned into. */
export function readTree(mainFile: string, reader: SourceReader, reading: Reading): Tree | undefined {
  const content = reader.read(mainFile);
  if (isReadFailure(content)) {
    const location = { file: mainFile, line: 1, column: 1 };
    const { message } = content;
    reading.report({
      cause: "config-include-missing",
      message,
      location,
      refusesConfig: true,
      about: mainFile,
    });
    return undefined;
  }
  const start = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, 4_096)).toString(
    "latin1",
  );
  const tree = isCaddyfile(mainFile, start)
    ? readCaddyfile(mainFile, reader, reading)
    : readJson(mainFile, content, reading);
  return tree !== undefined && kindOf({ tree, index: 0 }) === "map" ? tree : undefined;
}

function readJson(file: string, content: Uint8Array, { report }: Reading): Tree | undefined {
  const { trees, problems, text, format } = readDocuments(file, content);
  for (const { message, offset } of problems)
    report({
      cause: "config-syntax-error",
      message: `${format === "json" ? "JSON" : "YAML"}: ${message}`,
      location: placeIn(text, file, offset),
      refusesConfig: true,
      about: undefined,
    });
  return trees[0];
}

function placeIn(text: string, file: string, offset: number): Location {
  const before = text.slice(0, offset);
  return { file, line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

function readCaddyfile(
  mainFile: string,
  reader: SourceReader,
  { report, note, version, environment }: Reading,
): Tree | undefined {
  const { tree, problems, notes } = adaptCaddyfile({ mainFile, reader, environment, version });
  for (const { message, location } of problems) {
    const missing = /^(?:File to import not found: |Could not import )(\S+?):?(?: |$)/.exec(message)?.[1];
    report({
      cause: missing === undefined ? "config-syntax-error" : "config-include-missing",
      message,
      location,
      refusesConfig: true,
      about: missing,
    });
  }
  for (const one of notes) note(one);
  return tree;
}
