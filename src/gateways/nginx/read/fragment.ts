import type { Location } from "../../../model/source.ts";
import type { Directive } from "../ast.ts";
import { everyLine, has, own, type Scope } from "../context.ts";
import { hasLine } from "../directives.ts";
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
  if (everyLine(main).length === 0 || WHOLE.some((name) => has(main, name))) return undefined;
  // in stream, a server passes by itself; in http, only its locations do
  const passes = own(main, "server").some(({ lines }) => lines !== undefined && hasLine(lines, "proxy_pass"));
  if (passes) return { inside: "stream", kind: "stream", scope: { ...main, kind: "stream" } };
  if (["server", "upstream", "map", "geo", "split_clients"].some((name) => has(main, name)))
    return { inside: "http", kind: "http", scope: { ...main, kind: "http" } };
  if (has(main, "location") || HTTP_PASSES.some((kind) => has(main, kind.directive)))
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
    word: () => undefined,
    location,
    end: location,
    lines: main.lines,
    children: undefined,
    body: undefined,
  };
  return { ...main, kind: "http", marks: -1, byName: new Map([["server", [server]]]) };
}
