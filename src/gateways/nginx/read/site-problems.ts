import type { Directive } from "../ast.ts";
import { own, wordText } from "../context.ts";
import type { Server } from "./server.ts";
import { serverNames } from "./server-names.ts";

const MODIFIERS = new Set(["=", "^~", "~", "~*"]);

/**
 * What nginx says of servers and locations that stand in each other's way: a name that another server on the same
 * socket has already is only warned of and never selected (ngx_http_server_names), a path twice in one block is
 * refused (ngx_http_cmp_locations).
 */
export function reportSites(servers: readonly Server[]): void {
  reportNames(servers);
  for (const server of servers) reportLocations(server, server.scope.children, 0);
}

function reportNames(servers: readonly Server[]): void {
  const owners = new Map<string, Server>();
  for (const server of servers)
    for (const name of serverNames(server.scope))
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

function reportLocations(server: Server, lines: readonly Directive[], depth: number): void {
  const seen = new Set<string>();
  for (const line of lines) {
    if (line.name !== "location") continue;
    const key = keyOf(line);
    if (key !== undefined && seen.has(key))
      server.module.reading.report({
        cause: "config-syntax-error",
        message: `duplicate location "${key.slice(key.indexOf(" ") + 1)}"`,
        location: line.location,
        refusesConfig: true,
        about: undefined,
      });
    if (key !== undefined) seen.add(key);
    if (depth < 50) reportLocations(server, line.children ?? [], depth + 1);
  }
}

/** Prefixes with and without `^~` are the same to nginx, exact ones are another kind, regular expressions may repeat. */
function keyOf(line: Directive): string | undefined {
  const first = wordText(line, 0) ?? "";
  const isApart = MODIFIERS.has(first) && line.words.length > 1;
  const modifier = isApart ? first : (/^(?:=|\^~|~\*|~)/.exec(first)?.[0] ?? "");
  if (modifier.startsWith("~")) return undefined;
  const path = isApart ? (wordText(line, 1) ?? "") : first.slice(modifier.length);
  return `${modifier === "=" ? "=" : ""} ${path}`;
}
