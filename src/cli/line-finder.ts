import type { Location } from "../model/source.ts";
import type { LineAt } from "../report/pretty/source-line.ts";

/** A line's text, cut out when a finding asks for it. Where lines begin is found out once for each file. */
export function lineFinder(texts: ReadonlyMap<string, Uint8Array>): LineAt {
  const starts = new Map<string, readonly number[]>();
  return ({ file, line }: Location) => {
    const content = texts.get(file);
    if (content === undefined) return undefined;
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    const begins = starts.get(file) ?? lineStarts(bytes);
    starts.set(file, begins);
    const from = begins[line - 1];
    if (from === undefined) return undefined;
    const end = (begins[line] ?? bytes.length + 1) - 1;
    const text = bytes.toString("utf8", from, Math.min(end, from + 4_096));
    return text.trimEnd();
  };
}

function lineStarts(bytes: Buffer): readonly number[] {
  const starts = [0];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  return starts;
}
