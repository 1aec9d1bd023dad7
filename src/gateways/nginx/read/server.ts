import type { Listener } from "../../../model/config.ts";
import type { Directive } from "../ast.ts";
import type { Reading, Scope } from "../context.ts";
import type { Expand, Lookup, SetValues, Values } from "./variables.ts";

/** An http or stream block as everything in it is read: what holds for all its servers. */
export interface Module {
  readonly kind: "http" | "stream";
  readonly reading: Reading;
  readonly scope: Scope;
  /** The map, geo and split_clients blocks, by the variable that they set. */
  readonly blocks: ReadonlyMap<string, Directive>;
  /** Values of those blocks that were already looked at. */
  readonly blockValues: Map<Directive, Values>;
  /** The lines of all its blocks that name logs, added as the blocks are opened. */
  readonly logs: Directive[];
}

/** A server block. */
export interface Server {
  readonly module: Module;
  readonly scope: Scope;
  /** The names of the server as written. */
  readonly names: readonly string[];
  /** Those of them that select it, as routes show them. */
  readonly hosts: readonly string[];
  readonly listeners: readonly Listener[];
  readonly listenerIds: readonly string[];
  /** What its own `set` lines and the `if` blocks beside them say. */
  readonly sets: ReadonlyMap<string, SetValues>;
  /** The same over all its locations, for what an internal redirect carries along. Made when first asked for. */
  readonly allSets: () => ReadonlyMap<string, Values>;
  /** What variables can be where a location sets nothing by itself. */
  readonly lookup: Lookup;
  /** What a text can become where a location sets nothing by itself, so that one lookup is as good as another. */
  readonly expand: (lookup: Lookup) => Expand;
}

/** The schemes by which clients reach a server; both where it listens with and without TLS. */
export function schemesOf(server: Pick<Server, "listeners">): readonly string[] {
  const schemes = new Set(server.listeners.map((one) => (one.hasTls ? "https" : "http")));
  return [...schemes].sort();
}
