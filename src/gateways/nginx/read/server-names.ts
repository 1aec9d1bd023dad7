import { own, type Scope } from "../context.ts";

/** The names of a server block as written. */
export function serverNames(scope: Scope): readonly string[] {
  return own(scope, "server_name").flatMap((line) => line.words.map((word) => word.text));
}

/** `$server_name`: the first name, or nothing where none is set. */
export function firstServerName(names: readonly string[]): string {
  return names[0] ?? "";
}

/**
 * The names that select a server. `_` and the empty name select no request that a client would send: such a server takes
 * what no other does.
 */
export function selectingNames(names: readonly string[]): readonly string[] {
  return names.filter((name) => name !== "_" && name !== "");
}
