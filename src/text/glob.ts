/**
 * Patterns of glob(3) and fnmatch(3) as glibc matches them in the C locale: `*`, `?`, `[a-z]`, `[!a-z]`, `[^a-z]`,
 * `[[:digit:]]` and a backslash that protects the next character. No `**`, no braces, no tilde. A dot at the start of
 * a name is matched by a dot alone. Names and patterns are compared byte by byte.
 */

type Piece =
  | { readonly kind: "byte"; readonly byte: string }
  | { readonly kind: "any" }
  | { readonly kind: "set"; readonly isNegated: boolean; readonly has: (byte: string) => boolean }
  | { readonly kind: "star" };

export type NamePattern = readonly Piece[];

/** Whether a path has to be looked up as a pattern; nginx asks strpbrk(path, "*?["). */
export function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

/** Reads the pattern for one name, which is what lies between two slashes of a path. */
export function readNamePattern(pattern: string): NamePattern {
  const bytes = asBytes(pattern);
  const pieces: Piece[] = [];
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes.charAt(at);
    const set = byte === "[" ? readSet(bytes, at) : undefined;
    if (set !== undefined) {
      pieces.push(set.piece);
      at = set.end;
    } else if (byte === "\\" && at + 1 < bytes.length) {
      pieces.push({ kind: "byte", byte: bytes.charAt(at + 1) });
      at += 2;
    } else {
      if (byte !== "*" || pieces.at(-1)?.kind !== "star") pieces.push(plainPiece(byte));
      at++;
    }
  }
  return pieces;
}

function plainPiece(byte: string): Piece {
  if (byte === "*") return { kind: "star" };
  return byte === "?" ? { kind: "any" } : { kind: "byte", byte };
}

/** Whether a name is what the pattern stands for. Time grows with the product of the two lengths at most. */
export function matchesName(pattern: NamePattern, name: string): boolean {
  const bytes = asBytes(name);
  const first = pattern[0];
  if (bytes.startsWith(".") && !(first?.kind === "byte" && first.byte === ".")) return false;
  let piece = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < bytes.length) {
    const wanted = pattern[piece];
    if (wanted?.kind === "star") {
      star = piece++;
      starAt = at;
    } else if (wanted !== undefined && matchesByte(wanted, bytes.charAt(at))) {
      piece++;
      at++;
    } else if (star >= 0) {
      // Only the last star needs another try: what earlier ones took can't make a difference any more.
      piece = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (pattern[piece]?.kind === "star") piece++;
  return piece === pattern.length;
}

/** Whether a path, written with the slashes that the pattern has, is what the pattern stands for. */
export function matchesPath(pattern: string, path: string): boolean {
  const names = path.split("/");
  const parts = pattern.split("/");
  return (
    parts.length === names.length &&
    parts.every((part, i) => {
      const name = names[i] ?? "";
      return isPattern(part) ? matchesName(readNamePattern(part), name) : withoutEscapes(part) === name;
    })
  );
}

/** A part of a path that has no pattern in it, as the name that it stands for. */
export function withoutEscapes(part: string): string {
  return part.replace(/\\(.)/gs, "$1");
}

/** As strcmp(3) sorts: by bytes of UTF-8, which is not the order of UTF-16. */
export function inByteOrder(paths: readonly string[]): string[] {
  const keyed = paths.map((path) => ({ path, key: Buffer.from(path, "utf8") }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ path }) => path);
}

function matchesByte(piece: Piece, byte: string): boolean {
  if (piece.kind === "byte") return piece.byte === byte;
  return piece.kind === "set" ? piece.has(byte) !== piece.isNegated : true;
}

const CLASSES: ReadonlyMap<string, RegExp> = new Map([
  ["alpha", /[A-Za-z]/],
  ["digit", /[0-9]/],
  ["alnum", /[A-Za-z0-9]/],
  ["upper", /[A-Z]/],
  ["lower", /[a-z]/],
  ["space", /[ \t\n\v\f\r]/],
  ["blank", /[ \t]/],
  ["punct", /[!-/:-@[-`{-~]/],
  ["print", /[ -~]/],
  ["graph", /[!-~]/],
  ["cntrl", /[\0-\x1f\x7f]/],
  ["xdigit", /[0-9A-Fa-f]/],
]);

/** Reads a bracket expression; one that is never closed is no set but a plain bracket. */
function readSet(bytes: string, from: number): { readonly piece: Piece; readonly end: number } | undefined {
  const isNegated = bytes[from + 1] === "!" || bytes[from + 1] === "^";
  const tests: ((byte: string) => boolean)[] = [];
  const start = from + (isNegated ? 2 : 1);
  let at = start;
  while (at < bytes.length) {
    if (bytes[at] === "]" && at > start) {
      const has = (byte: string): boolean => tests.some((test) => test(byte));
      return { piece: { kind: "set", isNegated, has }, end: at + 1 };
    }
    const member = readMember(bytes, at);
    tests.push(member.test);
    at = member.end;
  }
  return undefined;
}

function readMember(
  bytes: string,
  at: number,
): { readonly test: (byte: string) => boolean; readonly end: number } {
  const named = /\[:([a-z]+):\]/y;
  named.lastIndex = at;
  const known = CLASSES.get(named.exec(bytes)?.[1] ?? "");
  if (known !== undefined) return { test: (byte) => known.test(byte), end: named.lastIndex };
  const low = readByte(bytes, at);
  if (bytes[low.end] !== "-" || bytes[low.end + 1] === "]" || low.end + 1 >= bytes.length) {
    return { test: (byte) => byte === low.byte, end: low.end };
  }
  const high = readByte(bytes, low.end + 1);
  return { test: (byte) => byte >= low.byte && byte <= high.byte, end: high.end };
}

/** One byte: plain, behind a backslash, or as `[.a.]` or `[=a=]`, which stand for themselves in the C locale. */
function readByte(bytes: string, at: number): { readonly byte: string; readonly end: number } {
  const collating = /\[([.=])([\s\S])\1\]/y;
  collating.lastIndex = at;
  const byte = collating.exec(bytes)?.[2];
  if (byte !== undefined) return { byte, end: collating.lastIndex };
  const isProtected = bytes[at] === "\\" && at + 1 < bytes.length;
  return { byte: bytes.charAt(isProtected ? at + 1 : at), end: at + (isProtected ? 2 : 1) };
}

function asBytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
