/** Names longer than this are compared by their beginning: the cost grows with the square. */
const MAX_LENGTH = 64;

/** The one of `names` that `name` is most likely a misspelling of: at most a third of its letters differ. */
export function similarName(name: string, names: readonly string[]): string | undefined {
  const written = name.toLowerCase().slice(0, MAX_LENGTH);
  const limit = Math.floor(written.length / 3);
  const [nearest] = names
    .filter((other) => Math.abs(other.length - written.length) <= limit)
    .map((other) => ({ other, edits: editDistance(written, other.toLowerCase().slice(0, MAX_LENGTH)) }))
    .filter(({ edits }) => edits > 0 && edits <= limit)
    .sort((a, b) => a.edits - b.edits);
  return nearest?.other;
}

/** Levenshtein's: insertions, deletions and replacements. */
export function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const change = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
