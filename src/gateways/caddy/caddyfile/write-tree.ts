import { CODES, type Origin, type Tree, treeBuilder } from "../../../text/tree.ts";
import type { Json, JsonList, JsonMap } from "./json.ts";

interface Writer {
  readonly tokens: ReturnType<typeof treeBuilder>;
  readonly origins: Origin[];
  readonly parts: string[];
  length: number;
}

/** Writes JSON as a document of its own whose tokens say where in the Caddyfile they come from. */
export function writeTree(file: string, root: Json): Tree {
  const writer: Writer = { tokens: treeBuilder(0), origins: [], parts: [], length: 0 };
  write(writer, root);
  const { tokens, origins, parts } = writer;
  return { file, text: parts.join(""), ...tokens.done(), values: undefined, lines: undefined, origins };
}

function write(writer: Writer, value: Json): void {
  if (value.kind === "map") writeMap(writer, value);
  else if (value.kind === "list") writeList(writer, value);
  else if (value.kind === "text") writeText(writer, value.value, value.at);
  else if (value.kind === "number") writeScalar(writer, CODES.number, String(value.value), value.at);
  else if (value.kind === "null") writeScalar(writer, CODES.null, "null", value.at);
  else writeScalar(writer, value.value ? CODES.true : CODES.false, String(value.value), value.at);
}

function writeMap(writer: Writer, { at, fields }: JsonMap): void {
  open(writer, CODES.map, "{", at);
  let comma = "";
  for (const [key, field] of fields) {
    emit(writer, comma);
    comma = ",";
    writeText(writer, key, field.at);
    emit(writer, ":");
    write(writer, field);
  }
  close(writer, "}");
}

function writeList(writer: Writer, { at, items }: JsonList): void {
  open(writer, CODES.list, "[", at);
  let comma = "";
  for (const item of items) {
    emit(writer, comma);
    comma = ",";
    write(writer, item);
  }
  close(writer, "]");
}

function writeText(writer: Writer, value: string, at: Origin): void {
  emit(writer, '"');
  const written = JSON.stringify(value).slice(1, -1);
  writeScalar(writer, written.includes("\\") ? CODES.escaped : CODES.text, written, at);
  emit(writer, '"');
}

function writeScalar(writer: Writer, code: number, written: string, at: Origin): void {
  writer.tokens.add(code, writer.length, writer.length + written.length);
  writer.origins.push(at);
  emit(writer, written);
}

function open(writer: Writer, code: number, bracket: string, at: Origin): void {
  writer.tokens.open(code, writer.length);
  writer.origins.push(at);
  emit(writer, bracket);
}

function close(writer: Writer, bracket: string): void {
  writer.tokens.close();
  emit(writer, bracket);
}

function emit(writer: Writer, part: string): void {
  writer.parts.push(part);
  writer.length += part.length;
}
