import { own } from "../context.ts";
import { reportErrorLogs } from "./error-log-problems.ts";
import { readStreamForward } from "./forward.ts";
import { readHealthCheck } from "./health-check.ts";
import { type ModuleParts, readAll, readServers } from "./http.ts";
import { mergeListeners } from "./listeners.ts";
import { readFormats, readLogs } from "./logs.ts";
import { STREAM_PASSES } from "./pass.ts";
import type { Passing } from "./routes.ts";
import type { Module, Server } from "./server.ts";
import { streamLookup } from "./site-variables.ts";
import { type UpstreamTable, upstreamTable } from "./upstream-table.ts";

/** What a stream block says: every server with a `proxy_pass` is one route, whatever connects. */
export function readStream(module: Module): ModuleParts {
  const table = upstreamTable(module);
  const servers = readServers(module);
  const routes = readAll(servers, (server) => streamPassings(server, table), table);
  reportErrorLogs(module.reading, module.logs);
  return {
    listeners: mergeListeners(servers.flatMap((one) => one.listeners)),
    routes,
    table,
    logs: readLogs(module.logs, readFormats(module.scope), module.reading.prefix),
    limits: [],
    answersItself: false,
  };
}

function streamPassings(server: Server, table: UpstreamTable): readonly Passing[] {
  const [pass] = own(server.scope, "proxy_pass");
  if (pass === undefined) return [];
  const isUdp = server.listeners.some((listener) => listener.transport === "udp");
  const lookup = streamLookup(server);
  return [
    {
      server,
      kind: STREAM_PASSES[isUdp ? "udp" : "tcp"],
      pass,
      scope: server.scope,
      match: { kind: "connection" },
      label: server.listenerIds.join(", "),
      condition: undefined,
      isReached: true,
      lookup,
      expand: server.expand(lookup),
      location: server.scope.block?.location ?? pass.location,
      forward: readStreamForward,
      onUpstream: (context, upstream) => {
        const check = readHealthCheck(context, server.module.scope);
        if (check !== undefined) table.setHealthCheck(upstream, check);
      },
    },
  ];
}
