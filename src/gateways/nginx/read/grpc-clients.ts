import { nearest, own, type Scope } from "../context.ts";
import { listenersOf } from "./listeners.ts";
import type { Module, Server } from "./server.ts";

/**
 * `grpc_pass` in a server that speaks HTTP/1.1 alone to its clients: gRPC is HTTP/2, so that none can call it. `http2` of
 * one `listen` line holds for the socket; since 1.25.1 it may also be a directive. Undefined where nothing of that is there.
 */
export function grpcClients(
  { reading }: Module,
  servers: readonly Server[],
): ((scope: Scope) => void) | undefined {
  if (!reading.mentions("grpc_pass") || !reading.seesAll) return undefined;
  const speaking = new Set<string>();
  for (const { scope } of servers)
    for (const line of own(scope, "listen"))
      if (line.words.some(({ text }) => text === "http2" || text === "quic"))
        for (const { id } of listenersOf(line, "http", false)) speaking.add(id);
  const byScope = new Map(servers.map((server) => [server.scope, server]));
  return (scope) => {
    const [pass] = own(scope, "grpc_pass");
    const word = pass?.word(0);
    const server = byScope.get(serverOf(scope));
    if (word === undefined || server === undefined || speaksHttp2(server, speaking)) return;
    reading.report({
      cause: "http-version-mismatch",
      message: `No gRPC client can call ${word.text} here: the server speaks HTTP/1.1 alone, and gRPC is HTTP/2`,
      location: word.location,
      refusesConfig: false,
      about: word.text,
      remedy: "Make the server speak HTTP/2: listen … http2; (from 1.25.1 on: http2 on;)",
    });
  };
}

function speaksHttp2({ scope, listenerIds }: Server, speaking: ReadonlySet<string>): boolean {
  if (nearest(scope, "http2")[0]?.word(0)?.text.toLowerCase() === "on") return true;
  return listenerIds.some((id) => speaking.has(id));
}

function serverOf(scope: Scope): Scope {
  let at = scope;
  while (at.kind !== "server" && at.parent !== undefined) at = at.parent;
  return at;
}
