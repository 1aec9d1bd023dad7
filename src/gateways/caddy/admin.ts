import type { AdminFacts, AdminPeer } from "../../model/admin.ts";
import type { AdminAnswer, AdminGrammar } from "../../model/admin-grammar.ts";
import type { Endpoint, Upstream } from "../../model/config.ts";
import { targetText } from "../../model/evidence.ts";
import { parseJsonTree } from "../../text/json-tree.ts";
import { itemsOf, kindOf, type Value } from "../../text/tree.ts";
import { parseAddress, targetOf } from "./address.ts";
import { dig, numberSetting, text } from "./fields.ts";
import { readServer, serversOf } from "./read/servers.ts";
import { upstreamTable } from "./read/upstream-table.ts";
import { type Reading, stepCounter } from "./reading.ts";

/** What is asked, in this order, all of it GET and read-only (docs: api): the config that runs, and the state of its pool. */
const CONFIG = "config/";
const POOL = "reverse_proxy/upstreams";

/** Reads Caddy's admin API, below the path that the user names. */
export const caddyAdmin: AdminGrammar = (path, answers) => {
  const root = path.replace(/\/?(?:\?.*)?$/, "/");
  const [first] = answers;
  if (first === undefined) return { kind: "ask", path: root + CONFIG };
  // on a socket an empty Host is the one that every release takes (admin.go, `allowedOrigins`)
  const host = isHostRefused(first) ? { host: "" } : {};
  const [config, pool] = isHostRefused(first) ? answers.slice(1) : answers;
  if (config === undefined) return { kind: "ask", path: root + CONFIG, ...host };
  if (!isConfig(config)) return { kind: "unknown", reason: rejection(config) };
  if (pool === undefined) return { kind: "ask", path: root + POOL, ...host, mayFail: true };
  return { kind: "done", facts: factsOf(config, pool) };
};

function isHostRefused({ status, text: body }: AdminAnswer): boolean {
  return status === 403 && body.includes("host not allowed");
}

function jsonOf({ status, text: body }: AdminAnswer): Value | undefined {
  if (status !== 200) return undefined;
  const { tree, problem } = parseJsonTree("", body);
  return problem === undefined ? { tree, index: 0 } : undefined;
}

/** A Caddy without any config says `null`. */
function isConfig(answer: AdminAnswer): boolean {
  const value = jsonOf(answer);
  if (value === undefined) return false;
  const kind = kindOf(value);
  return (
    kind === "null" ||
    (kind === "map" && ["apps", "admin", "logging", "storage"].some((name) => dig(value, name) !== undefined))
  );
}

function rejection({ status, text: body }: AdminAnswer): string {
  // "host not allowed: …", "client is not allowed to access from origin …" (admin.go, `checkHost`, `checkOrigin`)
  if (status === 403) return `it answers 403: ${/"error":"([^"]{1,100})"/.exec(body)?.[1] ?? "no access"}`;
  if (status === 401) return "it answers 401: no access";
  if (status !== 200) return `it answers ${status} to /config/, which every Caddy has`;
  return /^\s*</.test(body)
    ? "what answers is a web page, and no admin API of Caddy"
    : "what answers is no admin API of Caddy";
}

const nobody = (): undefined => undefined;

function silently(): Reading {
  return {
    version: undefined,
    environment: undefined,
    report: nobody,
    note: nobody,
    mayGoOn: stepCounter(nobody),
  };
}

function factsOf(config: AdminAnswer, pool: AdminAnswer): AdminFacts {
  const upstreams = upstreamsIn(jsonOf(config));
  const fails = failsIn(jsonOf(pool));
  return {
    surface: "Caddy admin API",
    peers: upstreams.flatMap((upstream) =>
      upstream.endpoints.flatMap((one) => peersOf(upstream, one, fails)),
    ),
    connections: undefined,
    running: {
      remedy:
        "Have Caddy take the file: caddy reload --config FILE (with --resume it keeps what came over its API)",
      path: CONFIG,
      upstreams: upstreams
        .filter(({ form, discovery }) => form === "group" && discovery === undefined)
        .map(({ id, name, endpoints }) => ({
          id,
          name,
          endpoints: endpoints.map(({ endpoint }) => endpoint),
        })),
    },
  };
}

function upstreamsIn(config: Value | undefined): readonly Upstream[] {
  const reading = silently();
  const table = upstreamTable(reading);
  const http = dig(config, "apps", "http");
  if (http !== undefined) for (const server of serversOf(http)) readServer(server, http, table, reading);
  return table.all();
}

/** Failures that passive checks remember at this moment, by the place that is dialled (reverseproxy/admin.go). */
function failsIn(pool: Value | undefined): ReadonlyMap<string, number> {
  const all = pool === undefined ? [] : itemsOf(pool);
  return new Map(
    all.flatMap((one) => {
      const address = parseAddress(text(one, "address") ?? "");
      if (address.kind !== "host" && address.kind !== "unix") return [];
      return [[targetText(targetOf(address)), numberSetting(one, "fails")?.value ?? 0] as const];
    }),
  );
}

/** What active checks have found is not told; one that is kept out for its failures is. */
function peersOf(
  { name, healthCheck }: Upstream,
  { endpoint, ejection }: Endpoint,
  all: ReadonlyMap<string, number>,
): readonly AdminPeer[] {
  const fails = all.get(endpoint);
  if (fails === undefined) return [];
  const isOut = ejection !== undefined && fails >= ejection.failures.value;
  const state = isOut ? "ejected" : healthCheck === undefined && ejection !== undefined ? "up" : "unknown";
  const word = isOut
    ? `failed ${fails} times of late`
    : state === "up"
      ? "without failures that count"
      : "in use";
  return [
    { upstream: name, endpoint, name: endpoint, state, word, fails, checks: undefined, downSince: undefined },
  ];
}
