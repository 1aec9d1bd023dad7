import type { Location } from "../../../model/source.ts";
import type { Directive } from "../ast.ts";
import { nearest, own, type Reading } from "../context.ts";
import { listenersOf } from "./listeners.ts";
import type { Module, Server } from "./server.ts";

/** Parameters of `listen` that belong to the socket, so that only one server may set them (ngx_http_core_listen). */
const OF_THE_SOCKET =
  /^(?:bind|deferred|reuseport|(?:backlog|rcvbuf|sndbuf|fastopen|setfib|accept_filter|ipv6only|so_keepalive)=.*)$/;

/** A socket as its `listen` lines in several servers make it. */
interface Socket {
  readonly servers: Set<Server>;
  defaultLine: Directive | undefined;
  defaultServer: Server | undefined;
  hasOptions: boolean;
  tlsLine: Directive | undefined;
}

/**
 * What nginx refuses about sockets (ngx_http_add_addresses, ngx_http_ssl_init): one twice in a server, two default servers,
 * options in two servers, and TLS on a socket whose default server has no certificate. Other servers may go without: the
 * certificate of the default one is shown for them.
 */
export function reportListens({ reading }: Module, servers: readonly Server[]): void {
  const sockets = new Map<string, Socket>();
  for (const server of servers) {
    const oldSsl = own(server.scope, "ssl")[0]?.word(0)?.text === "on";
    for (const line of own(server.scope, "listen"))
      for (const { id } of listenersOf(line, "http", oldSsl)) add(reading, sockets, server, line, id);
  }
  if (!reading.seesAll) return;
  for (const [id, socket] of sockets) reportFirst(reading, id, socket);
  for (const { tlsLine, defaultServer } of sockets.values())
    if (tlsLine !== undefined && defaultServer !== undefined)
      reportCertificate(reading, tlsLine, defaultServer);
}

function add(
  reading: Reading,
  sockets: Map<string, Socket>,
  server: Server,
  line: Directive,
  id: string,
): void {
  const flags = line.words.slice(1).map(({ text }) => text);
  const isDefault = flags.includes("default_server") || flags.includes("default");
  const place = id.replace(/^\w+ /, "");
  const socket: Socket = sockets.get(id) ?? {
    servers: new Set(),
    defaultLine: undefined,
    defaultServer: undefined,
    hasOptions: false,
    tlsLine: undefined,
  };
  sockets.set(id, socket);
  if (socket.servers.has(server)) refuseLine(reading, line, `a duplicate listen ${place}`);
  else if (isDefault && socket.defaultLine !== undefined)
    refuseLine(reading, line, `a duplicate default server for ${place}`);
  const hasOptions = flags.some((flag) => OF_THE_SOCKET.test(flag));
  if (hasOptions && socket.hasOptions && !socket.servers.has(server))
    refuseLine(reading, line, `duplicate listen options for ${place}`);
  socket.servers.add(server);
  socket.hasOptions ||= hasOptions;
  if (isDefault) socket.defaultLine ??= line;
  if (isDefault || socket.defaultServer === undefined) socket.defaultServer = server;
  if (flags.includes("ssl")) socket.tlsLine ??= line;
}

/**
 * Without a default server the first one of the file takes what no name matches: requests for unknown hosts, by address,
 * and without a server name. One that refuses or sends them away, or has no name or a pattern for any, is meant for that.
 */
function reportFirst(reading: Reading, id: string, { servers, defaultLine, defaultServer }: Socket): void {
  if (defaultLine !== undefined || defaultServer === undefined || servers.size < 2) return;
  const { names, scope } = defaultServer;
  const [name = ""] = names;
  if (names.length === 0 || names.some((one) => one === "" || /^(?:_|\*|~.*\.[*+].*)$/.test(one))) return;
  if (own(scope, "return").length > 0 || own(scope, "rewrite").length > 0) return;
  reading.report({
    cause: "default-server-by-order",
    message: `Requests for unknown hosts on ${id.replace(/^\w+ /, "")} reach ${name}, because it comes first`,
    location: scope.block?.location ?? { file: reading.mainFile, line: 1, column: 1 },
    refusesConfig: false,
    about: name,
    severity: "info",
    remedy: "Mark the one that is meant: listen … default_server; or add one that only does return 444;",
  });
}

/** Certificates may also come from a script or a provider, but nginx wants the directive all the same. */
function reportCertificate(reading: Reading, line: Directive, server: Server): void {
  const { scope } = server;
  if (nearest(scope, "ssl_certificate").length > 0) return;
  if (nearest(scope, "ssl_reject_handshake")[0]?.word(0)?.text.toLowerCase() === "on") return;
  // nginx names the server's own line; a certificate is missing in it, not on the socket's line
  const location = scope.block?.location ?? line.location;
  refuse(reading, location, 'no "ssl_certificate" is defined for the "listen ... ssl" directive');
}

function refuseLine(reading: Reading, line: Directive, message: string): void {
  const location: Location = line.word(0)?.location ?? line.location;
  refuse(reading, location, message);
}

function refuse(reading: Reading, location: Location, message: string): void {
  reading.report({ cause: "config-syntax-error", message, location, refusesConfig: true, about: undefined });
}
