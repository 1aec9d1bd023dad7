import type { Scope } from "../context.ts";
import { reportBuffers, usesBuffers } from "./buffer-relations.ts";
import { reportKeys } from "./certificate-keys.ts";
import { eachScope } from "./each-scope.ts";
import { reportListens } from "./listen-problems.ts";
import type { Module, Server } from "./server.ts";
import { undefinedNames } from "./undefined-names.ts";

/**
 * What nginx refuses for the sake of two lines that do not fit each other: buffers, sockets, and names of zones and
 * formats that nothing defines. A block is only looked into where the config has the lines at all.
 */
export function reportHttpRefusals(module: Module, servers: readonly Server[]): void {
  reportListens(module, servers);
  for (const server of servers) reportKeys(server);
  const visits: ((scope: Scope) => void)[] = [];
  const names = undefinedNames(module);
  if (names !== undefined) {
    visits.push(names);
    names(module.scope);
  }
  if (usesBuffers(module.reading)) visits.push((scope) => reportBuffers(module.reading, scope));
  if (visits.length === 0) return;
  for (const { scope } of servers)
    eachScope(scope, (inner) => {
      for (const visit of visits) visit(inner);
    });
}
