import type { Location } from "../../../model/source.ts";
import type { Directive } from "../ast.ts";
import { openScope, own, type Scope } from "../context.ts";
import { HTTP_PASSES } from "./pass.ts";

/** What only a whole config has: its outer blocks, and the directives beside them. */
const WHOLE = [
  "events",
  "http",
  "stream",
  "mail",
  "rtmp",
  "worker_processes",
  "pid",
  "user",
  "load_module",
  "daemon",
];

/** A file that is no whole config but meant to be included in one. */
export interface Fragment {
  /** The block that it must be meant for. */
  readonly inside: "http" | "server" | "stream" | "some block";
  readonly kind: "http" | "stream";
  /** The `http` or `stream` block as which it is read. */
  readonly scope: Scope;
}

/**
 * Tells a fragment, like the files in conf.d and sites-enabled, from a whole config, and what it is a fragment of.
 * Undefined for a whole config, and for an empty file, of which nginx would say that it has no events section.
 */
export function fragmentOf(main: Scope, location: Location): Fragment | undefined {
  if (main.children.length === 0 || WHOLE.some((name) => own(main, name).length > 0)) return undefined;
  const has = (name: string): boolean => own(main, name).length > 0;
  // in stream, a server passes by itself; in http, only its locations do
  const passes = own(main, "server").some((server) =>
    server.children?.some((line) => line.name === "proxy_pass"),
  );
  if (passes) return { inside: "stream", kind: "stream", scope: { ...main, kind: "stream" } };
  if (["server", "upstream", "map", "geo", "split_clients"].some(has))
    return { inside: "http", kind: "http", scope: { ...main, kind: "http" } };
  if (has("location") || HTTP_PASSES.some((kind) => has(kind.directive)))
    return { inside: "server", kind: "http", scope: aroundServer(main, location) };
  return { inside: "some block", kind: "http", scope: { ...main, kind: "http" } };
}

/** The same where the user has said what the file is meant to stand in: the innermost block decides. */
export function fragmentIn(main: Scope, location: Location, blocks: readonly string[]): Fragment {
  const inner = blocks.at(-1);
  if (blocks.includes("stream"))
    return { inside: "stream", kind: "stream", scope: { ...main, kind: "stream" } };
  if (inner === "server" || inner === "location")
    return { inside: "server", kind: "http", scope: aroundServer(main, location) };
  return { inside: inner === "http" ? "http" : "some block", kind: "http", scope: { ...main, kind: "http" } };
}

/** An `http` block with one server that holds the file; it has no name, so nothing is said about where it listens. */
function aroundServer(main: Scope, location: Location): Scope {
  const server: Directive = {
    name: "",
    words: [],
    location,
    end: location,
    children: main.children,
    body: undefined,
  };
  const http = openScope("http", undefined, [server], undefined);
  return { ...http, marks: -1, byName: new Map([["server", [server]]]) };
}
