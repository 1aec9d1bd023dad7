/** A piece of a `log_format`: text that stands in every line, or a variable. */
type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string; readonly isList: boolean };

/** Values of one line by the names of their variables. */
export type Fields = ReadonlyMap<string, string>;

/** The format that nginx has built in (ngx_http_log_module). */
export const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/** Values that hold ", " and " : " themselves, one part for each try. */
const LISTS = /^upstream_/;

/** Makes a function that takes lines of one format apart; it gives undefined for a line of another format. */
export function lineSplitter(format: string): (line: string) => Fields | undefined {
  const pieces = piecesOf(format.replace(/^escape=(json|default|none)\s*/, ""));
  return (line) => split(line, pieces);
}

function piecesOf(format: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of format.matchAll(/\$(?:\{([A-Za-z0-9_]+)\}|([A-Za-z0-9_]+))/g)) {
    if (match.index > end) pieces.push({ kind: "text", text: format.slice(end, match.index) });
    const name = match[1] ?? match[2] ?? "";
    pieces.push({ kind: "variable", name, isList: LISTS.test(name) });
    end = match.index + match[0].length;
  }
  if (end < format.length) pieces.push({ kind: "text", text: format.slice(end) });
  return pieces;
}

function split(line: string, pieces: readonly Piece[]): Fields | undefined {
  const fields = new Map<string, string>();
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === "text") {
      if (!line.startsWith(piece.text, at)) return undefined;
      at += piece.text.length;
      continue;
    }
    const next = pieces[index + 1];
    // Two variables side by side can't be told apart: the first one then takes it all.
    const end = next?.kind === "text" ? endOfValue(line, at, next.text, piece.isList) : line.length;
    if (end < 0) return undefined;
    fields.set(piece.name, line.slice(at, end));
    at = end;
  }
  return fields;
}

/** Where the text after a value begins: not behind a backslash, and not inside a list of tries. */
function endOfValue(line: string, from: number, text: string, isList: boolean): number {
  let at = line.indexOf(text, from);
  while (at >= 0 && (isEscaped(line, from, at) || (isList && isInList(line, from, at))))
    at = line.indexOf(text, at + 1);
  return at;
}

/** JSON escaping writes \" inside a value; nginx's own writes \x22, where nothing is to be seen. */
function isEscaped(line: string, from: number, at: number): boolean {
  if (line[at] !== '"') return false;
  let backslashes = 0;
  while (at - backslashes > from && line[at - backslashes - 1] === "\\") backslashes += 1;
  return backslashes % 2 === 1;
}

function isInList(line: string, from: number, at: number): boolean {
  if (line[at] !== " " || at === from) return false;
  return line[at - 1] === "," || line.startsWith(" : ", at) || (line[at - 1] === ":" && line[at - 2] === " ");
}
