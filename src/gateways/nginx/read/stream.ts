import { own } from "../context.ts";
import { reportErrorLogs } from "./error-log-problems.ts";
import { readStreamForward } from "./forward.ts";
import { type ModuleParts, readAll, readServers } from "./http.ts";
import { mergeListeners } from "./listeners.ts";
import { readFormats, readLogs } from "./logs.ts";
import { STREAM_PASSES } from "./pass.ts";
import type { Passings } from "./routes.ts";
import type { Module, Server } from "./server.ts";
import { streamLookup } from "./site-variables.ts";
import { upstreamTable } from "./upstream-table.ts";

/** What a stream block says: every server with a `proxy_pass` is one route, whatever connects. */
export function readStream(module: Module): ModuleParts {
  const table = upstreamTable(module);
  const servers = readServers(module);
  const routes = readAll(servers, streamPassings, table);
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

function streamPassings(server: Server): Passings {
  const { scope } = server;
  const [pass] = own(scope, "proxy_pass");
  const isUdp = server.listeners.some((listener) => listener.transport === "udp");
  const site = {
    kind: STREAM_PASSES[isUdp ? "udp" : "tcp"],
    scope,
    location: scope,
    match: { kind: "connection" },
    label: server.listenerIds.join(", "),
    condition: undefined,
    isReached: true,
    purpose: undefined,
  } as const;
  return {
    server,
    sites: pass === undefined ? [] : [{ ...site, pass }],
    lookup: () => streamLookup(server),
    expand: (_, lookup) => server.expand(lookup),
    forward: (context, _, upstream) => readStreamForward(context, upstream),
  };
}
