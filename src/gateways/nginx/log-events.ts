// Data table: sentences of nginx's error log and the words for them. Sources: ngx_http_upstream.c, ngx_event_connect.c,
// ngx_event_openssl.c, ngx_http_grpc_module.c, ngx_http_fastcgi_module.c, ngx_resolver.c, ngx_process.c of nginx 1.22.
import type { LogWord } from "../../model/log-grammar.ts";

/** What nginx was doing, in one word. */
export type Phase = "connect" | "handshake" | "send" | "header" | "body" | "upgrade" | "check" | "other";

export const PHASES: ReadonlyMap<string, Phase> = new Map<string, Phase>([
  ["connecting to upstream", "connect"],
  ["SSL handshaking to upstream", "handshake"],
  ["sending request to upstream", "send"],
  ["sending to upstream", "send"],
  ["proxying and sending to upstream", "send"],
  ["sending PROXY protocol header to upstream", "send"],
  ["sending proxy protocol header to upstream", "send"],
  ["reading response header from upstream", "header"],
  ["reading upstream", "body"],
  ["reading from upstream", "body"],
  ["proxying connection", "body"],
  ["proxying and reading from upstream", "body"],
  ["proxying upgraded connection", "upgrade"],
  ["checking", "check"],
]);

/** errno of connect(2). EADDRNOTAVAIL from connect, not bind, means that no local port is free toward the peer. */
export const CONNECT_ERRNO: ReadonlyMap<number, LogWord> = new Map<number, LogWord>([
  [1, "connect-not-permitted"],
  [2, "socket-missing"],
  [11, "socket-backlog-full"],
  [13, "connect-denied"],
  [20, "socket-missing"],
  [99, "ports-exhausted"],
  [101, "network-unreachable"],
  [110, "connect-timeout"],
  [111, "connect-refused"],
  [113, "host-unreachable"],
]);

export const TIMED_OUT = {
  connect: "connect-timeout",
  handshake: "handshake-timeout",
  send: "send-timeout",
  header: "read-timeout",
  body: "body-timeout",
  upgrade: "upgrade-timeout",
  check: "check-failed",
  other: "read-timeout",
} as const satisfies Record<Phase, LogWord>;

/** A failed recv or send on the connection to the peer. Without a phase it was the client's connection: not told. */
export const BROKEN = {
  connect: "connect-failed",
  handshake: "handshake-closed",
  send: "send-failed",
  header: "reset-before-header",
  body: "reset-in-body",
  upgrade: "reset-in-body",
  check: "check-failed",
  other: undefined,
} as const satisfies Record<Phase, LogWord | undefined>;

export const CLOSED = {
  connect: "closed-before-header",
  handshake: "handshake-closed",
  send: "closed-before-header",
  header: "closed-before-header",
  body: "closed-in-body",
  upgrade: "closed-in-body",
  check: "check-failed",
  other: "closed-before-header",
} as const satisfies Record<Phase, LogWord>;

/** The message starts with the text. The first that fits counts. */
export const STARTS: readonly (readonly [text: string, event: LogWord])[] = [
  ["no live upstreams", "no-live-upstreams"],
  ["upstream server temporarily disabled", "endpoint-disabled"],
  ["disable check peer", "endpoint-disabled"],
  ["enable check peer", "endpoint-enabled"],
  ["peer is unhealthy", "endpoint-disabled"],
  ["peer is healthy", "endpoint-enabled"],
  ["check time out with peer", "check-failed"],
  ["check protocol ", "check-failed"],
  ["upstream SSL certificate verify error", "certificate-rejected"],
  ["upstream SSL certificate does not match", "certificate-name-mismatch"],
  ["upstream sent too big header", "header-too-large"],
  ["upstream sent too large http2 header", "header-too-large"],
  ["upstream sent no valid HTTP/1.0 header", "not-http"],
  ["upstream sent too large http2 frame: 4740180", "not-http2"],
  ["upstream sent unsupported FastCGI protocol version", "not-fastcgi"],
  ["upstream sent invalid FastCGI record type", "not-fastcgi"],
  ["upstream sent unexpected FastCGI record", "not-fastcgi"],
  ["memcached sent invalid", "not-memcached"],
  ["upstream sent invalid header", "header-invalid"],
  ["upstream sent duplicate header line", "header-invalid"],
  ['upstream sent "Content-Length" and "Transfer-Encoding"', "header-invalid"],
  ['upstream sent invalid "', "header-invalid"],
  ['upstream sent unknown "Transfer-Encoding"', "header-invalid"],
  ["upstream sent invalid status", "header-invalid"],
  ["upstream sent goaway", "goaway"],
  ["upstream rejected request with error", "stream-rejected"],
  ["upstream prematurely closed stream", "stream-closed"],
  ["upstream prematurely sent response", "answer-malformed"],
  ["upstream sent ", "answer-malformed"],
  ["no resolver defined to resolve", "resolver-missing"],
  ["no port in upstream", "address-invalid"],
  ["invalid URL prefix in", "address-invalid"],
  ["invalid port in upstream", "address-invalid"],
  ["no host in upstream", "address-invalid"],
  ["invalid host in upstream", "address-invalid"],
  ["zero length URI to proxy", "address-invalid"],
  ["limiting requests, dry run", "requests-delayed"],
  ["delaying request", "requests-delayed"],
  ["limiting requests", "requests-limited"],
  ["limiting connections", "connections-limited"],
  ["could not allocate node", "limit-zone-full"],
  ["auth request unexpected status", "authorization-failed"],
  ["rewrite or internal redirection cycle", "redirect-cycle"],
  ["could not find named location", "address-invalid"],
  // ngx_proxy_protocol.c
  ["broken header: ", "proxy-header-missing"],
  ["client prematurely closed connection", "client-closed"],
  ["epoll_wait() reported that client prematurely closed connection", "client-closed"],
  ["kevent() reported that client prematurely closed connection", "client-closed"],
  ["malloc(", "memory-exhausted"],
  ["posix_memalign(", "memory-exhausted"],
  ["mmap(", "memory-exhausted"],
  ["the new socket has number", "files-exhausted"],
  ["SSL_set_tlsext_host_name(", "handshake-failed"],
  ["SSL_set_session(", "handshake-failed"],
  ["upstream violated ", "answer-malformed"],
  ["cannot add new server to upstream", "upstream-zone-full"],
  ["reconfiguring", "reload-started"],
  ["signal process started", "signal-sent"],
  ["start worker processes", "workers-started"],
];

/** The message holds the text somewhere, as it starts with a value. */
export const HOLDS: readonly (readonly [text: string, event: LogWord])[] = [
  [" could not be resolved (", "name-not-resolved"],
  ["worker_connections are not enough, reusing connections", "connections-reused"],
  ["worker_connections are not enough", "connections-exhausted"],
  ["worker_connections exceed open file resource limit", "file-limit-low"],
  [" exited on signal ", "worker-killed"],
  [" exited with fatal code ", "worker-exited"],
  ["(SIGHUP) received", "reload-requested"],
  ["(SIGTERM) received", "stopped"],
  ["(SIGINT) received", "stopped"],
  ["(SIGQUIT) received", "stopped"],
  ['no memory in upstream zone "', "upstream-zone-full"],
  [" in upstream ", "address-invalid"],
];
