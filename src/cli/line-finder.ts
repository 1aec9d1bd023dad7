import type { Location } from "../model/source.ts";
import type { LineAt } from "../report/pretty/source-line.ts";

const LINE_FEED = 10;

/** A line's text, cut out when a finding asks for it. Where lines begin is found out once, as far as it is asked for. */
export function lineFinder(texts: ReadonlyMap<string, Uint8Array>): LineAt {
  const files = new Map<string, Beginnings>();
  return ({ file, line }: Location) => {
    const content = texts.get(file);
    if (content === undefined) return undefined;
    const known = files.get(file) ?? beginningsOf(content);
    files.set(file, known);
    const { bytes, starts } = known;
    findUpTo(known, line);
    const from = starts[line - 1];
    if (from === undefined) return undefined;
    const end = (starts[line] ?? bytes.length + 1) - 1;
    const text = bytes.toString("utf8", from, Math.min(end, from + 4_096));
    return text.trimEnd();
  };
}

/** Where the lines of a text begin, from the first one as far as they were looked for. */
interface Beginnings {
  readonly bytes: Buffer;
  readonly starts: number[];
}

function beginningsOf(content: Uint8Array): Beginnings {
  return { bytes: Buffer.from(content.buffer, content.byteOffset, content.byteLength), starts: [0] };
}

/** Finds also where the line behind begins, which is where this one ends. */
function findUpTo({ bytes, starts }: Beginnings, line: number): void {
  // lines are short, so that a loop is faster than a call of Buffer.indexOf for each
  for (let at = starts.at(-1) ?? 0; starts.length <= line && at < bytes.length; at++)
    if (bytes[at] === LINE_FEED) starts.push(at + 1);
}
