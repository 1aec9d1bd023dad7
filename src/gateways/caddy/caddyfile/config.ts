import type { PlacedText, Tree } from "../../../text/tree.ts";
import type { Block } from "./blocks.ts";
import { directiveOrder, isKnownSince } from "./directive-order.ts";
import { DIRECTIVES } from "./directives/index.ts";
import { filesOf } from "./files-of.ts";
import { noOptions } from "./global-options.ts";
import { type JsonMap, map, mapIn, putAlways } from "./json.ts";
import { addLogging } from "./logging/app.ts";
import { namedRoutes } from "./named-routes.ts";
import { readGlobalOptions } from "./options/index.ts";
import { pairSites, type Site } from "./pairings.ts";
import { Refusal } from "./refusal.ts";
import type { ConfigValue, Run } from "./run.ts";
import { readSegments } from "./segments.ts";
import { makeServers } from "./server.ts";
import { withShorthands } from "./shorthands.ts";
import { startOf, type Token } from "./token.ts";
import { writeTree } from "./write-tree.ts";

type Listeners = Pick<Run, "since" | "onNote" | "onProblem">;

/** Makes the config of Caddy of the blocks of a Caddyfile (`ServerType.Setup`, httpcaddyfile/httptype.go). */
export function makeConfig(source: PlacedText, blocks: readonly Block[], listeners: Listeners): Tree {
  const at = startOf(source);
  const run = startRun(at, listeners);
  for (const block of blocks) assertKeys(block, run);
  const options = blocks[0]?.keys.length === 0 ? blocks[0] : undefined;
  if (options !== undefined) readGlobalOptions(options, run.options, { run, matchers: new Map(), files: [] });
  const rest = blocks.slice(options === undefined ? 0 : 1).map((block) => inFull(block, run));
  const named = namedRoutes(rest, run);
  const sites = rest.filter((block) => !block.isNamedRoute).flatMap((block) => readSite(block, run));
  const pairings = pairSites(sites, run);
  const config = map(at);
  for (const [key, value] of run.options.top.fields) putAlways(config, key, value);
  addLogging(config, sites, run, at);
  const servers = makeServers(pairings, named, run, at);
  if (servers.fields.size > 0) addHttpApp(config, servers, run, at);
  return writeTree(source.file, config);
}

function startRun(at: Token, { since, onNote, onProblem }: Listeners): Run {
  return {
    options: noOptions(at),
    directives: new Map([...DIRECTIVES].filter(([name]) => isKnownSince(name, since))),
    since,
    onNote,
    onProblem,
    order: directiveOrder(since),
    groups: 0,
    logs: 0,
    certificateTags: new Map(),
    invoked: new Map(),
  };
}

function assertKeys({ keys, isNamedRoute }: Block, { directives, onProblem }: Run): void {
  if (isNamedRoute) return;
  for (const key of keys)
    if (directives.has(key.text))
      onProblem(
        new Refusal(
          `parsed '${key.text}' as a site address, but it is a known directive; directives must appear in a site block`,
          key,
        ),
      );
}

function inFull(block: Block, { since }: Run): Block {
  const segments = block.segments.map((words) => words.map((word) => withShorthands(word, since)));
  return { ...block, segments };
}

function readSite({ keys, segments }: Block, run: Run): readonly Site[] {
  const [key] = keys;
  const first = segments[0]?.[0];
  if (key === undefined) {
    if (first !== undefined)
      run.onProblem(
        new Refusal(
          "server block without any key is global configuration, and if used, it must be first",
          first,
        ),
      );
    return [];
  }
  const helper = { run, matchers: new Map(), files: filesOf(segments) };
  const values: ConfigValue[] = [...readSegments(segments, helper, "site")];
  for (const name of run.invoked.values()) values.push({ kind: "invoked", name });
  run.invoked.clear();
  return [{ keys, values }];
}

function addHttpApp(config: JsonMap, servers: JsonMap, { options }: Run, at: Token): void {
  const http = mapIn(mapIn(config, "apps", at), "http", at);
  for (const [key, value] of options.http.fields) http.fields.set(key, value);
  putAlways(http, "servers", servers);
}
