// Data table: the words of log grammars, as people say them.
import type { LogWord } from "../model/log-grammar.ts";

const PHRASES: Readonly<Record<string, string>> = {
  "connect-refused": "connection refused",
  "connect-timeout": "no answer to connecting",
  "host-unreachable": "no route to host",
  "network-unreachable": "network unreachable",
  "connect-denied": "not allowed to connect",
  "connect-not-permitted": "connecting not permitted",
  "connect-failed": "connecting failed",
  "connect-rejected": "connection refused or cut",
  "socket-missing": "socket file missing",
  "socket-backlog-full": "socket backlog full",
  "ports-exhausted": "no local port left",
  "source-bind-failed": "source address not bound",
  "handshake-timeout": "handshake timed out",
  "handshake-failed": "handshake failed",
  "handshake-closed": "closed in the handshake",
  "certificate-rejected": "certificate rejected",
  "certificate-name-mismatch": "certificate for another name",
  "send-failed": "closed while sending",
  "send-timeout": "sending timed out",
  "reset-before-header": "reset before an answer",
  "closed-before-header": "closed before an answer",
  "read-timeout": "answer timed out",
  "reset-in-body": "reset within the answer",
  "closed-in-body": "closed within the answer",
  "body-timeout": "pause within the answer",
  "upgrade-timeout": "idle upgraded connection",
  "header-too-large": "header too large",
  "header-invalid": "invalid header",
  "not-http": "answer is not HTTP",
  "not-http2": "answer is not HTTP/2",
  "not-fastcgi": "answer is not FastCGI",
  "not-memcached": "answer is not memcached",
  "answer-malformed": "malformed answer",
  "application-message": "the application's own message",
  "client-closed": "client left",
  "queue-timeout": "timed out in the queue",
  redispatched: "sent on to another endpoint",
  "endpoint-switched-off": "endpoint switched off",
  "resources-exhausted": "host resources used up",
  "name-not-resolved": "name not resolved",
  "resolver-missing": "no resolver configured",
  "resolver-failed": "resolver failed",
  "no-live-upstreams": "no live upstream",
  "endpoint-disabled": "taken out of use",
  "check-failed": "health check failed",
  "address-invalid": "invalid address",
  "upstream-zone-full": "shared memory zone full",
  "rule-answered": "answered by a rule of its own",
  "requests-limited": "over the request limit",
  "connections-limited": "over the connection limit",
  "limit-zone-full": "limit zone full",
  "connections-exhausted": "worker_connections used up",
  "files-exhausted": "no file descriptor left",
  "memory-exhausted": "no memory left",
  "disk-full": "disk full",
  "temp-file-denied": "temporary file denied",
  "authorization-failed": "authorization service failed",
  "proxy-header-missing": "no PROXY header",
  "config-refused": "config refused",
  "config-host-not-found": "host in config not found",
  "bind-failed": "listening address taken",
  "worker-killed": "worker killed",
  "worker-exited": "worker exited",
} satisfies Partial<Record<LogWord, string>>;

/** Places beyond those that are kept apart. */
export const OTHERS = "all other places";

/** Words that tell of the gateway's life, of warnings, or of things that went well. */
const NO_FAILURES: ReadonlySet<string> = new Set([
  "endpoint-enabled",
  "requests-delayed",
  "connections-reused",
  "file-limit-low",
  "signal-sent",
  "reload-requested",
  "reload-started",
  "workers-started",
  "stopped",
]);

export function isFailure(event: string): boolean {
  const status = /^(?:access|try)-(\d+)$/.exec(event)?.[1];
  if (status === undefined) return !NO_FAILURES.has(event);
  return status.startsWith("5") || status === "499" || status === "9";
}

/** "connection refused", "502 made by the gateway". */
export function phraseOf(event: string, detail: string | undefined): string {
  const [, kind, status] = /^(access|try)-(\d+)$/.exec(event) ?? [];
  if (status === undefined) {
    const phrase = PHRASES[event] ?? event.replaceAll("-", " ");
    return detail === undefined ? phrase : `${phrase}: ${detail}`;
  }
  if (kind === "try") return `${status}, tried again elsewhere`;
  if (status === "499") return "499, client left";
  return detail === undefined ? status : `${status} made by the ${detail}`;
}
