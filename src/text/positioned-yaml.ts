import type { LineCounter, Node, Pair } from "yaml";
import type { Location } from "../model/source.ts";

/** A value of a YAML (or JSON) text, with the place of each part. */
export type PlacedValue = PlacedScalar | PlacedList | PlacedMap;

export interface PlacedScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** As it stands in the text, without quotes: `2.50` and `0644` keep their form. */
  readonly text: string;
  readonly location: Location;
}

export interface PlacedList {
  readonly kind: "list";
  readonly items: readonly PlacedValue[];
  readonly location: Location;
}

export interface PlacedMap {
  readonly kind: "map";
  readonly entries: readonly { readonly key: PlacedScalar; readonly value: PlacedValue }[];
  readonly location: Location;
}

export interface YamlProblem {
  readonly kind: "problem";
  readonly message: string;
  readonly location: Location;
}

interface Walk {
  readonly yaml: typeof import("yaml");
  readonly at: (offset: number) => Location;
  /** The first thing that is not read; the walk goes on without it. */
  problem: YamlProblem | undefined;
}

/**
 * Reads the one document of a YAML 1.2 text. Aliases are refused: ten lines of them can stand for a billion values.
 * Never throws for what stands in the text.
 */
export async function readYaml(file: string, text: string): Promise<PlacedValue | YamlProblem> {
  const [yaml, { parseYamlDocuments }] = await Promise.all([import("yaml"), import("./yaml-documents.ts")]);
  const lines = new yaml.LineCounter();
  const walk: Walk = { yaml, at: (offset) => locationOf(file, lines, offset), problem: undefined };
  const options = { prettyErrors: false, stringKeys: true, uniqueKeys: false } as const;
  const { documents, stop } = parseYamlDocuments(text, options, lines);
  if (stop !== undefined) refuse(walk, stop.offset, stop.message);
  const [document, more] = documents;
  if (more !== undefined) refuse(walk, more.range[0], "a second document begins here, and one is read");
  for (const { pos, message } of document?.errors ?? []) refuse(walk, pos[0], message);
  const isEmpty = document === undefined || document.contents === null;
  const value: PlacedValue = isEmpty
    ? { kind: "map", entries: [], location: walk.at(0) }
    : placed(walk, document.contents, 0);
  return walk.problem ?? value;
}

function refuse(walk: Walk, offset: number, message: string): void {
  walk.problem ??= { kind: "problem", message, location: walk.at(offset) };
}

function placed(walk: Walk, node: Node | null | undefined, otherwise: number): PlacedValue {
  const { yaml } = walk;
  const offset = node?.range?.[0] ?? otherwise;
  const location = walk.at(offset);
  if (yaml.isMap<Node, Node | null>(node)) {
    const entries = node.items.map((pair) => entry(walk, pair, offset));
    refuseRepeated(walk, entries);
    return { kind: "map", entries, location };
  }
  if (yaml.isSeq<Node>(node))
    return { kind: "list", items: node.items.map((item) => placed(walk, item, offset)), location };
  if (yaml.isAlias(node)) refuse(walk, offset, "aliases are not read");
  return { ...(yaml.isScalar(node) ? scalar(node.value, node.source) : NOTHING), location };
}

function entry(walk: Walk, { key, value }: Pair<Node, Node | null>, offset: number) {
  const name = placed(walk, key, offset);
  const place = key.range?.[0] ?? offset;
  if (name.kind !== "scalar") refuse(walk, place, "a key is a plain word");
  const plain = name.kind === "scalar" ? name : { ...NOTHING, location: walk.at(place) };
  return { key: plain, value: placed(walk, value, key.range?.[1] ?? offset) };
}

/** The library compares each key with all before it, which takes a minute for a megabyte of keys. */
function refuseRepeated(walk: Walk, entries: PlacedMap["entries"]): void {
  const seen = new Set<string>();
  for (const { key } of entries) {
    if (seen.has(key.text))
      walk.problem ??= { kind: "problem", message: `${key.text} is there twice`, location: key.location };
    seen.add(key.text);
  }
}

const NOTHING = { kind: "scalar", value: null, text: "" } as const;

function scalar(value: unknown, source: string | undefined): Omit<PlacedScalar, "location"> {
  const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  if (!isPlain) return NOTHING;
  return { kind: "scalar", value, text: typeof value === "string" ? value : (source ?? String(value)) };
}

function locationOf(file: string, lines: LineCounter, offset: number): Location {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}
