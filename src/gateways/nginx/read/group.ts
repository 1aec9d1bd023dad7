import type { Endpoint, Keepalive, Upstream } from "../../../model/config.ts";
import { assumed, type Setting, written } from "../../../model/source.ts";
import type { Directive } from "../ast.ts";
import { has, openBlock, own, ownOf, type Place, type Scope, valueLocation, wordText } from "../context.ts";
import { defaultKeepalive } from "../defaults.ts";
import { isAtLeast } from "../version.ts";
import { readCheck } from "./check-module.ts";
import { reportGroup } from "./group-problems.ts";
import type { Module } from "./server.ts";
import { readServerLine, type ServerLine } from "./server-line.ts";
import { parseCount, refuse, timeSetting } from "./settings.ts";

/** Directives that choose among the servers; the last one counts. `sticky` only refines what another one chose. */
const METHODS = ["least_conn", "ip_hash", "hash", "random", "least_time", "fair", "consistent_hash"];

/** Reads an `upstream` block. */
export function readGroup(module: Module, block: Directive): Upstream {
  const scope = openBlock("upstream", block, module.scope);
  const name = wordText(block, 0) ?? "";
  const location = valueLocation(block);
  const place: Place = { reading: module.reading, scope, actsOn: location };
  const all = own(scope, "server").map((line) => readServerLine(line, place, module.kind));
  const lines = all.filter((line) => line !== undefined);
  reportGroup(place, name, lines);
  reportLateMethod(place, name);
  const isScripted = has(scope, "balancer_by_lua_block") || has(scope, "balancer_by_lua_file");
  return {
    id: `${module.kind}/${name}`,
    name,
    // a script that picks the address makes the server lines placeholders
    form: isScripted ? "variable" : "group",
    endpoints: isScripted ? [] : endpointsOf(lines),
    balance: balanceOf(scope, location),
    keepalive: keepaliveOf(place, module.kind),
    healthCheck: readCheck(place),
    sharesState: has(scope, "zone"),
    ...discoveryOf(place),
    location,
  };
}

/** A group without servers that a commercial build may be told. */
function discoveryOf({ scope, reading, actsOn: location }: Place): Pick<Upstream, "discovery"> {
  const mayBePlus = reading.isPlus || !reading.knowsVersion;
  if (own(scope, "server").length > 0) return {};
  const [place] = [...own(scope, "state"), ...(mayBePlus ? own(scope, "zone") : [])];
  if (place === undefined) return {};
  const source = place.name === "state" ? `the file ${wordText(place, 0) ?? ""}` : "the API of NGINX Plus";
  return { discovery: { kind: "platform", source, isKnown: false, location } };
}

/**
 * A lone address without a backup is never taken out (`peers->single` in ngx_http_upstream_round_robin.c), and a sibling
 * that is only `down` ends that. A lone name keeps its ejection here: it may well have two addresses.
 */
function endpointsOf(lines: readonly ServerLine[]): readonly Endpoint[] {
  const [first] = lines;
  const isSingle = lines.length === 1 && first !== undefined && first.endpoint.resolution.kind === "none";
  return lines.map(({ endpoint, maxFails }): Endpoint => {
    return isSingle || maxFails === 0 ? { ...endpoint, ejection: undefined } : endpoint;
  });
}

/**
 * Until 1.29.7 a balancing method behind `keepalive` takes its place (ngx_http_upstream_keepalive): nginx says "load
 * balancing method redefined" and keeps no idle connection.
 */
function reportLateMethod({ reading, scope }: Place, name: string): void {
  if (!has(scope, "keepalive") || isAtLeast(reading.version, "1.29.7")) return;
  const lines = ownOf(scope, ["keepalive", ...METHODS]);
  const rest = lines.slice(lines.findIndex(({ name }) => name === "keepalive"));
  const method = rest.find(({ name }) => name !== "keepalive");
  if (method === undefined) return;
  reading.report({
    cause: "keepalive-misconfigured",
    message: `${name} keeps no idle connections: ${method.name} stands behind keepalive and takes its place`,
    location: method.location,
    refusesConfig: false,
    about: name,
    remedy: `Put keepalive behind ${method.name}`,
  });
}

function balanceOf(scope: Scope, location: Upstream["location"]): Setting<string> {
  const line = ownOf(scope, METHODS).at(-1);
  if (line === undefined) return assumed("round-robin", location);
  return written([line.name, ...line.words.map((word) => word.text)].join(" "), line.location);
}

/** Idle connections that are kept; stream keeps none (ngx_http_upstream_keepalive_module.c). */
function keepaliveOf(place: Place, module: Module["kind"]): Keepalive | undefined {
  if (module === "stream") return undefined;
  const [line] = own(place.scope, "keepalive");
  const text = line === undefined ? undefined : (wordText(line, 0) ?? "");
  const count = text === undefined ? defaultKeepalive(place.reading.version) : parseCount(text);
  const mayBeZero =
    line === undefined || isAtLeast(place.reading.version, "1.29.7") || !place.reading.knowsVersion;
  if (line !== undefined && (count === undefined || (count === 0 && !mayBeZero)))
    refuse(place, line, `invalid value "${text}" in "keepalive" directive`);
  if (count === undefined || count === 0) return undefined;
  const connections = line === undefined ? assumed(count, place.actsOn) : written(count, valueLocation(line));
  return { connections, idleMs: timeSetting(place, "keepalive_timeout", 60_000) };
}
