/** A piece of a text, by byte offsets, and what takes its place. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The text with every splice made; undefined where two of them want the same piece. All other bytes stay as they are. */
export function spliced(content: Uint8Array, splices: readonly Splice[]): Uint8Array | undefined {
  const sorted = [...splices].sort((a, b) => a.from - b.from || a.to - b.to);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { from, to, text } of sorted) {
    if (from < at) return undefined;
    parts.push(content.subarray(at, from), Buffer.from(text, "utf8"));
    at = to;
  }
  parts.push(content.subarray(at));
  return Buffer.concat(parts);
}
