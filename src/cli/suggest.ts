/** The known word nearest to a mistyped one, where one is near enough to be meant. */
export function suggest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 64) return undefined;
  let best: string | undefined;
  let least = Math.max(2, Math.ceil(word.length * 0.4)) + 1;
  for (const candidate of known) {
    const away = candidate.includes(word) && word.length > 3 ? 1 : distance(word, candidate);
    if (away < least) [best, least] = [candidate, away];
  }
  return best;
}

/** " Did you mean x?", or nothing. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const near = suggest(word, known);
  return near === undefined ? undefined : `Did you mean ${near}?`;
}

/** Levenshtein's: insertions, deletions and replacements. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
