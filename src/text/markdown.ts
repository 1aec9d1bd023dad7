/** Characters that mean something in CommonMark, in GitHub's tables, or in its formulas. */
const ACTIVE = /[\\`*_{}[\]<>|~$^&]/g;
/** At the start of a line they make headings, lists, quotes and rules. */
const LEADING = /^(\s*)([#+\-=>])/;
const LEADING_NUMBER = /^(\s*\d{1,9})([.)])(?=\s|$)/;
/** A mark without width that stops sites from making a mention, a reference or a link out of plain text. */
const BREAK = "&#8203;";

/** Text from outside as one line of Markdown that says just this: no markup, no link, no mention. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\r\n]+/g, " ")
      .replace(ACTIVE, (character) =>
        character === "&" ? "&amp;" : character === "<" ? "&lt;" : `\\${character}`,
      )
      .replace(LEADING, "$1\\$2")
      .replace(LEADING_NUMBER, "$1\\$2")
      // Before all other breaks, since these hold a number sign themselves.
      .replace(/#(?=\d)/g, `#${BREAK}`)
      .replace(/@/g, `@${BREAK}`)
      .replace(/:\/\//g, `:${BREAK}//`)
      .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}${BREAK}.`)
      .replace(/\bmailto:|\bxmpp:/gi, (scheme) => `${scheme.slice(0, -1)}${BREAK}:`)
  );
}

/** A code span that its content can't end (CommonMark 0.31, section 6.1); `|` is escaped where it stands in a table. */
export function codeSpan(text: string, isInTable = false): string {
  const line = text.replace(/[\r\n]+/g, " ");
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = line === "" || /^[` ]|[` ]$/.test(line) ? " " : "";
  const body = isInTable ? line.replace(/\|/g, "\\|") : line;
  return `${fence}${pad}${body}${pad}${fence}`;
}

/** A fenced block that its content can't end (CommonMark 0.31, section 4.5). */
export function codeBlock(lines: readonly string[], language = ""): string {
  const fence = "`".repeat(Math.max(3, longestRun(lines.join("\n")) + 1));
  return [`${fence}${language}`, ...lines, fence].join("\n");
}

function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  return longest;
}
