/** Gives numbers from 0 up to, not including, the bound; the same seed gives the same ones (xorshift32). */
export type Dice = (bound: number) => number;

export function dice(seed: number): Dice {
  let state = seed >>> 0 || 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(1, bound);
  };
}

/** A text with a few of the accidents that befall configs: bytes, words, lines and blocks lost, doubled, moved, mixed. */
export function mutate(text: string, other: string, words: readonly string[], roll: Dice): string {
  let mutant = text;
  for (let times = 1 + roll(6); times > 0; times--) mutant = accident(mutant, other, words, roll);
  return mutant.slice(0, LONGEST);
}

const LONGEST = 48_000;
const MARKS = [
  "{",
  "}",
  ";",
  '"',
  "'",
  "\\",
  "$",
  "${",
  "#",
  "\n",
  "\0",
  "\ufeff",
  " ",
  "\t",
  "é",
  "/",
  "..",
  "*",
  "@",
  "=",
  "~",
];

function accident(text: string, other: string, words: readonly string[], roll: Dice): string {
  const at = roll(text.length + 1);
  const insert = (piece: string): string => text.slice(0, at) + piece + text.slice(at);
  switch (roll(9)) {
    case 0:
      return insert(MARKS[roll(MARKS.length)] ?? "");
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + roll(4));
    case 2:
      return text.slice(0, at) + text.slice(at + roll(400));
    case 3:
      return insert(text.slice(at, at + roll(600)));
    case 4:
      return insert(other.slice(roll(other.length), roll(other.length)));
    case 5:
      return insert(` ${words[roll(words.length)] ?? ""} `);
    case 6:
      return replaceWord(text, at, words[roll(words.length)] ?? "");
    case 7:
      return insert(`\n${words[roll(words.length)]} ${words[roll(words.length)]};\n`);
    default:
      return withLineMoved(text, roll);
  }
}

function replaceWord(text: string, at: number, word: string): string {
  const from = text.lastIndexOf(" ", at) + 1;
  const end = text.slice(from).search(/[\s;{}]/);
  return text.slice(0, from) + word + (end < 0 ? "" : text.slice(from + end));
}

function withLineMoved(text: string, roll: Dice): string {
  const lines = text.split("\n");
  const [line = ""] = lines.splice(roll(lines.length), 1);
  lines.splice(roll(lines.length + 1), 0, line);
  return lines.join("\n");
}
