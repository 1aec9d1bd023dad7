import type { Lines } from "../ast.ts";
import { own } from "../context.ts";
import { directivesNamed } from "../directives.ts";
import { type LocationMatch, locationMatch } from "./location-match.ts";
import type { Server } from "./server.ts";
import { refuse } from "./settings.ts";

/**
 * What nginx says of servers and locations that stand in each other's way: a name that another server on the same
 * socket has already is only warned of and never selected (ngx_http_server_names), a path twice in one block is
 * refused (ngx_http_cmp_locations).
 */
export function reportSites(servers: readonly Server[]): void {
  reportNames(servers);
  for (const server of servers) reportLocations(server, server.scope.lines, undefined, 0);
}

function reportNames(servers: readonly Server[]): void {
  const owners = new Map<string, Server>();
  for (const server of servers)
    for (const name of server.names)
      for (const listener of server.listenerIds) {
        const key = `${listener}\n${name.toLowerCase()}`;
        const owner = owners.get(key);
        if (owner === undefined) owners.set(key, server);
        else if (owner !== server && server.scope.block !== undefined) reportName(server, name, listener);
      }
}

function reportName(server: Server, name: string, listener: string): void {
  const line = own(server.scope, "server_name").find((one) => one.words.some((word) => word.text === name));
  const word = line?.words.find((one) => one.text === name);
  server.module.reading.report({
    cause: "no-matching-route",
    message: `conflicting server name "${name}" on ${listener.replace(/^\w+ /, "")}, ignored`,
    location: word?.location ??
      server.scope.block?.location ?? { file: server.module.reading.mainFile, line: 1, column: 1 },
    refusesConfig: false,
    about: name,
  });
}

function reportLocations(
  server: Server,
  lines: Lines,
  outer: LocationMatch | undefined,
  depth: number,
): void {
  let seen: Set<string> | undefined;
  for (const line of directivesNamed(lines, "location")) {
    const site = locationMatch(line);
    const key = keyOf(site);
    const misplaced = outer === undefined ? undefined : misplacement(site, outer);
    if (misplaced !== undefined) refuse(server.module, line, misplaced);
    if (key !== undefined && seen?.has(key))
      server.module.reading.report({
        cause: "config-syntax-error",
        message: `duplicate location "${site.path}"`,
        location: line.location,
        refusesConfig: true,
        about: undefined,
      });
    if (key !== undefined) seen = (seen ?? new Set()).add(key);
    if (depth < 50 && line.lines !== undefined) reportLocations(server, line.lines, site, depth + 1);
  }
}

/** What nginx says of a location that can't stand in this one. */
function misplacement({ kind, path }: LocationMatch, outer: LocationMatch): string | undefined {
  if (outer.kind === "exact" || outer.kind === "named")
    return `location "${path}" cannot be inside the ${outer.kind} location "${outer.path}"`;
  if (kind === "named") return `named location "${path}" can be on the server level only`;
  const isRegex = kind === "regex" || kind === "regex-any-case";
  return isRegex || path.startsWith(outer.path)
    ? undefined
    : `location "${path}" is outside location "${outer.path}"`;
}

/**
 * Prefixes with and without `^~` are the same to nginx, exact ones are another kind. Regular expressions and names may
 * repeat: the first one of them is used.
 */
function keyOf({ kind, path }: LocationMatch): string | undefined {
  if (kind === "regex" || kind === "regex-any-case" || kind === "named") return undefined;
  return `${kind === "exact" ? "=" : ""} ${path}`;
}
