/**
 * What a gateway's log says, in words that hold for every gateway. A grammar translates the gateway's own sentences
 * into these; checks know these alone.
 */
export const LOG_WORDS = [
  // Connecting to the endpoint.
  "connect-refused",
  "connect-timeout",
  "host-unreachable",
  "network-unreachable",
  "connect-denied",
  "connect-not-permitted",
  "connect-failed",
  // Refused, unreachable, or a failed handshake: the gateway does not tell which.
  "connect-rejected",
  "socket-missing",
  "socket-backlog-full",
  "ports-exhausted",
  "source-bind-failed",
  // TLS to the endpoint.
  "handshake-timeout",
  "handshake-failed",
  "handshake-closed",
  "certificate-rejected",
  "certificate-name-mismatch",
  // Request and answer.
  "send-failed",
  "send-timeout",
  "reset-before-header",
  "closed-before-header",
  "read-timeout",
  "reset-in-body",
  "closed-in-body",
  "body-timeout",
  "upgrade-timeout",
  "header-too-large",
  "header-invalid",
  "not-http",
  "not-http2",
  "not-fastcgi",
  "not-memcached",
  "answer-malformed",
  "stream-rejected",
  "stream-closed",
  "goaway",
  "script-not-found",
  "application-message",
  "client-closed",
  // Names.
  "name-not-resolved",
  "resolver-missing",
  "resolver-failed",
  // The gateway's own choice of endpoint.
  "no-live-upstreams",
  "no-route",
  "rule-answered",
  "upstream-unknown",
  "upstream-overflow",
  "queue-timeout",
  "redispatched",
  "endpoint-disabled",
  "endpoint-enabled",
  "endpoint-switched-off",
  "check-failed",
  "address-invalid",
  "upstream-zone-full",
  // The gateway's own limits.
  "requests-limited",
  "requests-delayed",
  "connections-limited",
  "limit-zone-full",
  "connections-exhausted",
  "connections-reused",
  "files-exhausted",
  "resources-exhausted",
  "file-limit-low",
  "memory-exhausted",
  "disk-full",
  "temp-file-denied",
  "authorization-failed",
  "redirect-cycle",
  "proxy-header-missing",
  // The gateway's life.
  "config-refused",
  "config-host-not-found",
  "bind-failed",
  "worker-killed",
  "worker-exited",
  "signal-sent",
  "reload-requested",
  "reload-started",
  "workers-started",
  "stopped",
] as const;

/** `access-STATUS`: what the client got. `try-STATUS`: a try before it, that the gateway then repeated elsewhere. */
export type LogWord = (typeof LOG_WORDS)[number] | `access-${number}` | `try-${number}`;

/** Methods that uhc sends itself. */
const OWN_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** What a line says of its request's method; nothing where it names none. */
export function repeatable(method: string | undefined): Pick<LogLine, "isUnrepeatable"> {
  return method === undefined || OWN_METHODS.has(method) ? {} : { isUnrepeatable: true };
}

/** A stamp as written; syslog's own names no year. `offsetMinutes` is what the line adds to UTC; undefined where the line names no zone. */
export interface LogStamp {
  readonly year: number | undefined;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly offsetMinutes: number | undefined;
}

/** What one line says. */
export interface LogLine {
  readonly event: LogWord;
  /** As the gateway names it; "access" for lines of an access log. */
  readonly level: string;
  readonly peer: string | undefined;
  readonly upstream: string | undefined;
  readonly errno: number | undefined;
  readonly detail: string | undefined;
  /** The client's request was sent on with a method that uhc never sends, so that no probe repeats it. */
  readonly isUnrepeatable?: true;
  /** How long the client's request took, where the line tells. */
  readonly durationMs?: number | undefined;
  /** What the client asked for, where the line names nobody who was asked: the routes of the config tell who that was. */
  readonly asked?: Asked;
}

/** Host without port, in small letters, and the path without its query, as a client sent them. */
export interface Asked {
  readonly host: string;
  readonly path: string;
}

/** A line that is worth more than a look at its bytes. */
export interface OpenLine {
  readonly stamp: LogStamp | undefined;
  /** The line as text, latin1, with which a byte is a character. It may be made when it is asked for. */
  readonly text: string;
  /** What it says; empty where it says nothing about upstreams or the gateway's own state. */
  readonly said: () => readonly LogLine[];
}

/** Reads the lines of one log. Given bytes are not kept: they are gone after the call. */
export interface LogReader {
  /** Undefined where the line carries none. */
  readonly stamp: (line: Uint8Array) => LogStamp | undefined;
  /**
   * Whether a line with a stamp is this gateway's for sure, where other programs write theirs in the same form. Absent where
   * the stamp alone tells.
   */
  readonly isOwn?: (line: Uint8Array) => boolean;
  /** Undefined for a line that is passed over by its bytes alone, as most of a long log are. */
  readonly open: (line: Uint8Array) => OpenLine | undefined;
  /**
   * Whether the line that stands in the block from `from` up to `to` would not open, told by a few of its bytes. Only a
   * shortcut for long logs: a reader without it is right as well.
   */
  readonly isDull?: (block: Uint8Array, from: number, to: number) => boolean;
  /** Makes a memory of lines that say the same; likewise only a shortcut. */
  readonly memory?: () => LineMemory;
  /** So many bytes at the start of a line are its stamp, and decide on it alone. The last two are its seconds. */
  readonly stampBytes?: number;
}

/** Knows lines again that say what others said before them. */
export interface LineMemory {
  /** What was kept for a line that says the same as the one in the block from `from` up to `to`; undefined for one that is new. */
  readonly find: (block: Uint8Array, from: number, to: number) => number | undefined;
  /** Keeps a number, -1 or more, for the line that was looked for last, as long as there is room. */
  readonly keep: (value: number) => void;
  /** Opens a line as the reader does, and quicker where its message came before. */
  readonly open: LogReader["open"];
}

/** One gateway's way of writing logs. */
export interface LogGrammar {
  readonly error: LogReader;
  /** `format` as the config has it; undefined for the gateway's built-in one. */
  readonly access: (format: string | undefined) => LogReader;
  /** Formats of access logs that are common, the built-in one apart: tried where no config is at hand, in this order. */
  readonly guesses?: readonly string[];
}
