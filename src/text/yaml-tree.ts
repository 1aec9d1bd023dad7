import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  visit,
} from "yaml";
import type { TreeProblem } from "./json-tree.ts";
import { CODES, DEEPEST, type Tree, treeBuilder } from "./tree.ts";
import { parseYamlDocuments } from "./yaml-documents.ts";

export interface ParsedYaml {
  /** One tree for each document that is not empty. */
  readonly trees: readonly Tree[];
  readonly problems: readonly TreeProblem[];
}

/** Larger files of YAML are written by programs, which write JSON as well. */
const LARGEST = 16 << 20;
/** What all aliases of a file may expand to: an anchor within an anchor within an anchor grows without end. */
const MOST_TOKENS = 1_000_000;
const MOST_PROBLEMS = 20;

/** Told what a text holds that its reader does not take. */
type Refuse = (message: string, offset: number) => void;

/**
 * Reads YAML 1.2 with places. Aliases stand for what their anchor holds, and `<<` for what it merges; a map under a key
 * that is repeated counts as its last value does. Problems do not end the reading: what can be read is in the trees.
 */
export function parseYamlTrees(file: string, text: string): ParsedYaml {
  return parse(file, text, undefined);
}

/**
 * The same for a text that a person writes for one program alone, where nothing needs more than maps, lists and scalars:
 * what else there is, an alias, a second document, a key that stands twice, is a problem.
 */
export function parsePlainYaml(file: string, text: string): ParsedYaml {
  const refused: TreeProblem[] = [];
  const { trees, problems } = parse(file, text, (message, offset) => refused.push({ message, offset }));
  return { trees, problems: [...problems, ...refused] };
}

function parse(file: string, text: string, refuse: Refuse | undefined): ParsedYaml {
  if (text.length > LARGEST)
    return {
      trees: [],
      problems: [{ message: `YAML of more than ${LARGEST >> 20} MiB is not read`, offset: 0 }],
    };
  const { documents, stop } = parseYamlDocuments(text, {
    keepSourceTokens: false,
    logLevel: "silent",
    merge: false,
    prettyErrors: false,
    stringKeys: refuse !== undefined,
    uniqueKeys: false,
    version: "1.2",
  });
  const problems: TreeProblem[] = stop === undefined ? [] : [stop];
  const trees: Tree[] = [];
  const budget = { left: MOST_TOKENS };
  const [, second] = documents;
  if (second !== undefined) refuse?.("a second document begins here, and one is read", second.range[0]);
  for (const document of documents) {
    for (const { message, pos } of document.errors) problems.push({ message, offset: pos[0] });
    const { contents } = document;
    if (contents === null || (isScalar(contents) && contents.value === null)) continue;
    const anchors = anchorsIn(document);
    const builder = writer((alias) => anchors.get(alias.source), budget, refuse);
    builder.write(contents, 0);
    trees.push({ file, text, ...builder.done(), lines: undefined });
  }
  if (budget.left <= 0) problems.push({ message: "its aliases expand to more than can be read", offset: 0 });
  return { trees, problems: problems.slice(0, MOST_PROBLEMS) };
}

/** The nodes that aliases may stand for, found once: looking for each alias anew takes the whole document each time. */
function anchorsIn(document: Document.Parsed): ReadonlyMap<string, Node> {
  const anchors = new Map<string, Node>();
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node) && node.anchor !== undefined && !anchors.has(node.anchor))
        anchors.set(node.anchor, node);
    },
  });
  return anchors;
}

function writer(
  resolve: (alias: Alias) => Node | undefined,
  budget: { left: number },
  refuse: Refuse | undefined,
) {
  const tokens = treeBuilder(0);
  const values = new Map<number, string>();
  const write = (node: unknown, at: number, depth = 0): void => {
    budget.left--;
    // an alias may hold itself
    if (depth > DEEPEST || budget.left <= 0) tokens.add(CODES.null, at, at);
    else if (isAlias(node) && refuse !== undefined) {
      refuse("aliases are not read", node.range?.[0] ?? at);
      tokens.add(CODES.null, at, at);
    } else if (isAlias(node)) write(resolve(node), node.range?.[0] ?? at, depth + 1);
    else if (isMap(node)) writeMap(node.items, node.range?.[0] ?? at, depth);
    else if (isSeq(node)) {
      const start = node.range?.[0] ?? at;
      tokens.open(CODES.list, start);
      for (const item of node.items) write(item, start, depth + 1);
      tokens.close();
    } else if (isScalar(node)) writeScalar(node, at);
    else tokens.add(CODES.null, at, at);
  };
  const writeMap = (pairs: readonly Pair[], start: number, depth: number): void => {
    tokens.open(CODES.map, start);
    if (refuse !== undefined) refuseRepeated(pairs, start, refuse);
    for (const { key, value } of refuse === undefined ? merged(pairs, resolve) : pairs) {
      if (budget.left <= 0) break;
      writeKey(key, start);
      write(value, isScalar(key) ? (key.range?.[0] ?? start) : start, depth + 1);
    }
    tokens.close();
  };
  const writeKey = (key: unknown, at: number): void => {
    if (isScalar(key)) addText(key, String(key.value), at);
    else tokens.add(CODES.text, at, at);
  };
  const writeScalar = (node: Scalar, at: number): void => {
    const { value } = node;
    const [start, end] = node.range ?? [at, at];
    if (typeof value === "string") addText(node, value, at);
    else if (typeof value === "number" || typeof value === "bigint") tokens.add(CODES.number, start, end);
    else if (typeof value === "boolean") tokens.add(value ? CODES.true : CODES.false, start, end);
    else tokens.add(CODES.null, start, start);
  };
  const addText = ({ range, type }: Scalar, value: string, at: number): void => {
    const [start, end] = range ?? [at, at];
    const token = tokens.add(CODES.text, start, end);
    if (type !== "PLAIN" || end - start !== value.length) values.set(token, value);
  };
  return { write, done: () => ({ ...tokens.done(), values }) };
}

/** The library compares each key with all before it, which takes a minute for a megabyte of keys. */
function refuseRepeated(pairs: readonly Pair[], start: number, refuse: Refuse): void {
  const seen = new Set<string>();
  for (const { key } of pairs) {
    const at = isNode(key) ? (key.range?.[0] ?? start) : start;
    if (!isScalar(key)) refuse("a key is a plain word", at);
    const name = isScalar(key) ? String(key.value) : "";
    if (isScalar(key) && seen.has(name)) refuse(`${name} is there twice`, at);
    seen.add(name);
  }
}

/** With `<<`, the entries of what it names come behind the map's own, which win: the first of a name is the one found. */
function merged(pairs: readonly Pair[], resolve: (alias: Alias) => Node | undefined): readonly Pair[] {
  const isMerge = ({ key }: Pair): boolean => isScalar(key) && key.value === "<<";
  const own = lastOfEach(pairs.filter((pair) => !isMerge(pair)));
  const sources = pairs.filter(isMerge).flatMap(({ value }) => {
    const named = isAlias(value) ? resolve(value) : value;
    const all: readonly unknown[] = isSeq(named) ? named.items : [named];
    return all.map((one) => (isAlias(one) ? resolve(one) : one));
  });
  return [...own, ...sources.flatMap((source) => (isMap(source) ? source.items : []))];
}

function lastOfEach(pairs: readonly Pair[]): readonly Pair[] {
  const last = new Map(pairs.map((pair) => [isScalar(pair.key) ? pair.key.value : pair, pair] as const));
  return last.size === pairs.length ? pairs : [...last.values()];
}
