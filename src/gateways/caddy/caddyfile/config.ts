import type { PlacedText, Tree } from "../../../text/tree.ts";
import type { Block } from "./blocks.ts";
import { directiveOrder } from "./directive-order.ts";
import { DIRECTIVES } from "./directives/index.ts";
import { filesOf } from "./files-of.ts";
import { noOptions } from "./global-options.ts";
import { copyOf, type JsonMap, map, putAlways } from "./json.ts";
import { addLogging } from "./logging/app.ts";
import { namedRoutes } from "./named-routes.ts";
import { OPTIONS, readGlobalOptions } from "./options/index.ts";
import { type Pairing, pairSites, type Site } from "./pairings.ts";
import { LINES as PROXY_LINES } from "./proxy/lines.ts";
import { LINES as TRANSPORT_LINES } from "./proxy/transport-http.ts";
import { Refusal } from "./refusal.ts";
import type { ConfigValue, Run } from "./run.ts";
import { readSegments } from "./segments.ts";
import { makeServers } from "./server.ts";
import { hoistMetrics } from "./server-options.ts";
import { withShorthands } from "./shorthands.ts";
import { makeTlsApp } from "./tls/app.ts";
import { makePkiApp } from "./tls/pki.ts";
import { startOf, type Token } from "./token.ts";
import { writeTree } from "./write-tree.ts";

/** Lines of blocks that Caddy itself knows. */
const LINE_NAMES: ReadonlySet<string> = new Set([
  ...OPTIONS.keys(),
  ...Object.keys(PROXY_LINES),
  ...Object.keys(TRANSPORT_LINES),
]);

/** A range of ports is an upstream for each: a few of them would fill the memory. */
const MOST_UPSTREAMS = 300_000;

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
  addApps(config, servers, sites, pairings, run);
  return writeTree(source.file, config);
}

function startRun(at: Token, { since, onNote, onProblem }: Listeners): Run {
  return {
    options: noOptions(at),
    directives: DIRECTIVES,
    lineNames: LINE_NAMES,
    since,
    onNote,
    onProblem,
    order: directiveOrder(since),
    groups: 0,
    upstreamsLeft: MOST_UPSTREAMS,
    logs: 0,
    certificateTags: new Map(),
    invoked: new Map(),
  };
}

function assertKeys({ keys, isNamedRoute }: Block, { directives, onProblem, since }: Run): void {
  const [first] = keys;
  if (first?.text.startsWith("@"))
    onProblem(new Refusal(`cannot define a matcher outside of a site block: '${first.text}'`, first));
  if (isNamedRoute || !since("2.8.0")) return;
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

function addApps(
  config: JsonMap,
  servers: JsonMap,
  sites: readonly Site[],
  pairings: readonly Pairing[],
  run: Run,
): void {
  const { at } = config;
  const start = startOf(at.source);
  const apps = map(at);
  if (servers.fields.size > 0) {
    const http = copyOf(run.options.http);
    hoistMetrics(servers, http, run);
    putAlways(http, "servers", servers);
    putAlways(apps, "http", http);
  }
  const tls = makeTlsApp(pairings, run, start);
  if (tls.fields.size > 0) putAlways(apps, "tls", tls);
  const pki = makePkiApp(sites, run, start);
  if (pki !== undefined) putAlways(apps, "pki", pki);
  for (const [key, value] of run.options.apps.fields) putAlways(apps, key, value);
  if (apps.fields.size > 0) putAlways(config, "apps", apps);
}
