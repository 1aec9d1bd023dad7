/** A piece of a word: text as it stands, or a variable. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  /** `raw` with its `$`, `name` without it and without braces. */
  | { readonly kind: "variable"; readonly raw: string; readonly name: string };

/** Cuts a word into text and variables, as ngx_http_script_compile does: `$name`, `${name}`, `$1`. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (let at = text.indexOf("$"); at >= 0; at = text.indexOf("$", Math.max(done, at + 1))) {
    VARIABLE.lastIndex = at;
    const found = VARIABLE.exec(text);
    if (found === null) continue;
    if (at > done) pieces.push({ kind: "text", text: text.slice(done, at) });
    pieces.push({ kind: "variable", raw: found[0], name: found[1] ?? found[2] ?? found[3] ?? "" });
    done = at + found[0].length;
  }
  if (done < text.length) pieces.push({ kind: "text", text: text.slice(done) });
  return pieces;
}

const VARIABLE = /\$(?:\{(\w+)\}|(\d)|(\w+))/y;

export function hasVariables(text: string): boolean {
  return text.includes("$") && piecesOf(text).some((piece) => piece.kind === "variable");
}
