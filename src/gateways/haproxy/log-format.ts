/** What uhc takes from a line, by the name of the variable in `log-format` (configuration manual 2.6, section 8.2.6). */
export type Fields = ReadonlyMap<string, string>;

type Piece =
  | { readonly kind: "text"; readonly text: string }
  /** `name` is empty for a sample expression. */
  | { readonly kind: "value"; readonly name: string };

/** `option httplog`; `option httpslog` only adds to its end. */
export const HTTP_FORMAT =
  "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r";
/** `option tcplog`. */
export const TCP_FORMAT = "%ci:%cp [%t] %ft %b/%s %Tw/%Tc/%Tt %B %ts %ac/%fc/%bc/%sc/%rc %sq/%bq";
/** `option httplog clf`. */
export const CLF_FORMAT =
  '%{+Q}o %{-Q}ci - - [%trg] %r %ST %B "" "" %cp %ms %ft %b %s %TR %Tw %Tc %Tr %Ta %tsc %ac %fc %bc %sc %rc %sq %bq %CC %CS %hrl %hsl';

/** A variable with its flags and, since 3.0, the name that it has in structured logs: "%{+Q}r", "%(status)ST", "%[src]". */
const VARIABLE = /%(?:%|(?:\([^)]*\))?(?:\{[^}]*\})?(?:\[((?:[^\][]|\[[^\]]*\])*)\]|([A-Za-z]+)))/g;

/** Makes a function that takes lines of one format apart; it gives undefined for a line of another format. */
export function lineSplitter(format: string): (line: string) => Fields | undefined {
  const pieces = piecesOf(format.replace(/\\([ "'\\#])/g, "$1"));
  return (line) => split(line, pieces);
}

function piecesOf(format: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let text = "";
  let end = 0;
  const close = (): void => {
    // HAProxy writes one space where the format has several
    if (text !== "") pieces.push({ kind: "text", text: text.replace(/ {2,}/g, " ") });
    text = "";
  };
  for (const match of format.matchAll(VARIABLE)) {
    text += format.slice(end, match.index);
    end = match.index + match[0].length;
    if (match[0] === "%%") text += "%";
    // it only sets flags for those behind it
    else if (match[2] !== "o") {
      close();
      pieces.push({ kind: "value", name: match[2] ?? "" });
    }
  }
  text += format.slice(end);
  close();
  return pieces[0]?.kind === "text"
    ? [{ ...pieces[0], text: pieces[0].text.trimStart() }, ...pieces.slice(1)]
    : pieces;
}

function split(line: string, pieces: readonly Piece[]): Fields | undefined {
  const fields = new Map<string, string>();
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    // syslog cuts long lines off
    if (at > 0 && at >= line.length) break;
    if (piece.kind === "text") {
      // an empty value leaves no second space behind
      const isMerged = piece.text.startsWith(" ") && line[at - 1] === " " && line[at] !== " ";
      const text = isMerged ? piece.text.slice(1) : piece.text;
      if (!line.startsWith(text, at)) return undefined;
      at += text.length;
      continue;
    }
    const next = pieces[index + 1];
    const end = endOfValue(line, at, piece.name, next?.kind === "text" ? next.text : undefined);
    if (end < 0) return undefined;
    const isQuoted = line[at] === '"' && line[end - 1] === '"' && end > at + 1;
    if (!fields.has(piece.name))
      fields.set(piece.name, isQuoted ? line.slice(at + 1, end - 1) : line.slice(at, end));
    at = end;
  }
  return fields;
}

/** Captured headers stand in braces, or nothing stands there. */
const CAPTURES = new Set(["hr", "hs"]);

function endOfValue(line: string, from: number, name: string, text: string | undefined): number {
  if (CAPTURES.has(name)) {
    if (line[from] !== "{") return from;
    const end = line.indexOf("}", from);
    return end < 0 ? line.length : end + 1;
  }
  // quotes inside are written as #22; a line that is cut off has no closing one
  if (line[from] === '"' && text?.startsWith('"') !== true) {
    const end = line.indexOf('"', from + 1);
    return end < 0 ? line.length : end + 1;
  }
  return text === undefined ? line.length : line.indexOf(text, from);
}
