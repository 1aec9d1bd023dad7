import { piecesOf } from "./pieces.ts";

/**
 * Tells which names a text with variables may become: what is spelled out of it must be there, in its order. Undefined where
 * too little is spelled out to tell one name from another.
 */
export function namePattern(text: string): ((name: string) => boolean) | undefined {
  const parts: string[] = [""];
  for (const piece of piecesOf(text)) {
    if (piece.kind === "variable") parts.push("");
    else parts[parts.length - 1] = piece.text.toLowerCase();
  }
  const [first = "", ...rest] = parts;
  const last = rest.pop();
  if (last === undefined || !/[a-z0-9]{2}/.test(parts.join(" "))) return undefined;
  return (given) => {
    const name = given.toLowerCase();
    if (!name.startsWith(first) || !name.endsWith(last)) return false;
    let at = first.length;
    for (const part of rest) {
      const next = name.indexOf(part, at);
      if (next === -1) return false;
      at = next + part.length;
    }
    return at <= name.length - last.length;
  };
}
