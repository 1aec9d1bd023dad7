import type { Location } from "../../../model/source.ts";
import { isReadFailure, type SourceReader } from "../../../text/source-reader.ts";
import type { PlacedText, Tree } from "../../../text/tree.ts";
import { type Block, parseBlocks } from "./blocks.ts";
import { makeConfig } from "./config.ts";
import { lex } from "./lex.ts";
import { Refusal } from "./refusal.ts";
import { locationOfToken, startOf } from "./token.ts";
import { sinceVersion } from "./version.ts";

export interface AdaptInput {
  /** Path of the Caddyfile, as messages name it; imports are looked for beside it. */
  readonly mainFile: string;
  readonly reader: SourceReader;
  /** Variables of Caddy's own process; undefined where they are not known. */
  readonly environment?: ReadonlyMap<string, string> | undefined;
  /** The release of Caddy, "2.6.2"; undefined for the newest. */
  readonly version?: string | undefined;
}

/** Why Caddy refuses a Caddyfile, in its own words. */
export interface AdaptProblem {
  readonly message: string;
  readonly location: Location;
}

export interface Adapted {
  /** What `caddy adapt` prints, with the place of every value in the Caddyfile; undefined for a file that was not read. */
  readonly tree: Tree | undefined;
  /** Caddy stops at the first; what can be read in spite of them is in the tree. */
  readonly problems: readonly AdaptProblem[];
  /** What could not be known, and what Caddy warns of. */
  readonly notes: readonly string[];
}

/** A shorter value gives nothing away, and stands in many a word by chance. */
const SHORTEST_SECRET = 4;

const MOST_PROBLEMS = 100;
const LONGEST_MESSAGE = 500;

/** Turns a Caddyfile, with what it imports, into the JSON that Caddy works with (caddyconfig/caddyfile/adapter.go). */
export function adaptCaddyfile({ mainFile, reader, environment, version }: AdaptInput): Adapted {
  const problems: AdaptProblem[] = [];
  const notes = new Set<string>();
  const content = reader.read(mainFile);
  if (isReadFailure(content) && content.kind !== "empty")
    return {
      tree: undefined,
      problems: [{ message: content.message, location: { file: mainFile, line: 1, column: 1 } }],
      notes: [],
    };
  const bytes = isReadFailure(content) ? new Uint8Array() : content;
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const source: PlacedText = { file: mainFile, text, lines: undefined };
  const since = sinceVersion(version);
  const used = new Map<string, string>();
  const lookUp = (name: string): string | undefined => {
    const value = environment?.get(name);
    if (value !== undefined) used.set(name, value);
    return value;
  };
  const onProblem = (refusal: Refusal): void => {
    const { token } = refusal;
    const message = withNames(shortened(refusal.message), used);
    if (token.isOpen)
      notes.add(`${message}: the value comes from the environment of Caddy's process, which is not known`);
    else if (problems.length < MOST_PROBLEMS) problems.push({ message, location: locationOfToken(token) });
  };
  const onNote = (note: string): void => void notes.add(shortened(note));
  const blocks = readBlocks(source, {
    reader,
    environment: environment === undefined ? undefined : lookUp,
    since,
    onUnknown: (name) =>
      onNote(`the variable ${name} of the environment is not known; Caddy's process knows it`),
    onNote,
    onProblem,
  });
  const tree = makeConfig(source, blocks, { since, onNote, onProblem });
  return { tree, problems, notes: [...notes] };
}

/** Words are as long as somebody writes them; a message is not. */
function shortened(message: string): string {
  return message.length <= LONGEST_MESSAGE ? message : `${message.slice(0, LONGEST_MESSAGE)}…`;
}

/** What somebody keeps in the environment may be a secret: messages name the variable. */
function withNames(message: string, used: ReadonlyMap<string, string>): string {
  let text = message;
  for (const [name, value] of used)
    if (value.length >= SHORTEST_SECRET) text = text.replaceAll(value, `{$${name}}`);
  return text;
}

function readBlocks(source: PlacedText, settings: Parameters<typeof parseBlocks>[2]): readonly Block[] {
  try {
    return parseBlocks(lex(source, settings), startOf(source), settings);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    settings.onProblem(error);
    return [];
  }
}
