import { piecesOf } from "./pieces.ts";

/** Variables that hold the name which a client asks for. */
const NAMES = new Set(["host", "http_host", "ssl_preread_server_name"]);

/**
 * The authority of a pass if it is certain to need a resolver whatever its variables are: the name that the client asks
 * for, or a name with a spelled-out domain at its end. A bare `$backend` may as well be an address or a group.
 */
export function certainName(authority: string): string | undefined {
  const pieces = piecesOf(authority);
  const [first] = pieces;
  if (
    first?.kind === "variable" &&
    NAMES.has(first.name) &&
    !/^\.?[A-Za-z]/.test(authority.slice(first.raw.length))
  )
    return authority;
  const last = pieces.findLast((piece) => piece.kind === "text" && !/^:\d+$/.test(piece.text));
  return last?.kind === "text" &&
    /\.[a-z][a-z-]*\.?(?::\d+)?$/i.test(last.text) &&
    authority.endsWith(last.text)
    ? authority
    : undefined;
}
