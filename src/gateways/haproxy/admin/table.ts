/** Rows by the names of their columns. */
export type Row = ReadonlyMap<string, string>;

/**
 * Rows of `show stat` and of a statistics page's CSV (management manual 2.6, section 9.1): a header behind "# ", commas, and
 * quotes around what holds them. Columns are found by name, as each release adds some.
 */
export function readCsv(text: string): readonly Row[] {
  return rowsOf(text, csvCells);
}

/** Rows of `show servers state` (section 9.3): a header behind "# ", blanks, "-" for nothing. */
export function readBlanks(text: string): readonly Row[] {
  return rowsOf(text, (line) => line.split(" ").map((cell) => (cell === "-" ? "" : cell)));
}

function rowsOf(text: string, cellsOf: (line: string) => readonly string[]): readonly Row[] {
  const lines = text.split(/\r?\n/);
  const head = lines.findIndex((line) => line.startsWith("# "));
  if (head < 0) return [];
  const names = cellsOf((lines[head] ?? "").slice(2));
  return lines
    .slice(head + 1)
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const cells = cellsOf(line);
      return new Map(names.map((name, index) => [name, cells[index] ?? ""]));
    });
}

function csvCells(line: string): readonly string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    const isQuoted = line[at] === '"';
    let end = isQuoted ? closingQuote(line, at) + 1 : line.indexOf(",", at);
    if (end < at) end = line.length;
    const cell = line.slice(at, end);
    cells.push(isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    at = end + 1;
  }
  return cells;
}

/** Quotes inside are doubled. */
function closingQuote(line: string, from: number): number {
  let at = line.indexOf('"', from + 1);
  while (at >= 0 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
  return at < 0 ? line.length : at;
}

/** A number that is no less than nothing; undefined for an empty cell. */
export function count(row: Row, name: string): number | undefined {
  const cell = row.get(name) ?? "";
  return /^\d{1,19}$/.test(cell) ? Number(cell) : undefined;
}
