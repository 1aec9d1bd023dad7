import type { Token } from "./token.ts";

/** The files that words come from, sorted. */
export function filesOf(segments: readonly (readonly Token[])[]): readonly string[] {
  const files = new Set<string>();
  for (const words of segments) for (const word of words) files.add(word.source.file);
  return [...files].sort();
}
