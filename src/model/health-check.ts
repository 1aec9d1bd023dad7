import type { CheckScript } from "./check-script.ts";
import type { HeaderSetting, HttpVersion, ServerName, TlsSettings } from "./forward.ts";
import type { Location, Setting } from "./source.ts";

/** An active health check as the gateway sends it. */
export interface HealthCheck {
  readonly protocol: "http" | "tcp" | "grpc" | "tls";
  readonly intervalMs: Setting<number>;
  readonly timeoutMs: Setting<number> | undefined;
  readonly unhealthyAfter: Setting<number>;
  readonly healthyAfter: Setting<number>;
  /** A port of its own; undefined for the endpoint's port. */
  readonly port: Setting<number> | undefined;
  readonly method: Setting<string>;
  readonly path: Setting<string>;
  /** The exact bytes of the request, where the config spells them out. */
  readonly rawRequest: Setting<string> | undefined;
  readonly expectStatus: Setting<readonly StatusRange[]>;
  /** Service name of a gRPC health check. */
  readonly grpcService: string | undefined;
  /** Endpoints count as down until the first checks have passed. */
  readonly startsDown: boolean;
  /** Host header, or :authority, of its own; absent for that of the route. */
  readonly host?: Setting<string> | undefined;
  /** HTTP version of its own; absent for that of the route. */
  readonly httpVersion?: Setting<HttpVersion> | undefined;
  /** Application protocols that its handshake offers in place of the route's. */
  readonly alpn?: Setting<readonly string[]> | undefined;
  /** Server name of its handshakes, where it is another than the route's. */
  readonly serverName?: Setting<ServerName> | undefined;
  /** Headers in place of the route's. */
  readonly headers?: readonly HeaderSetting[] | undefined;
  /** Other statuses count like failed connections; where absent, every wrong status does. */
  readonly retriableStatus?: Setting<readonly StatusRange[]> | undefined;
  /** What is sent behind the headers; absent for nothing. */
  readonly body?: string | undefined;
  /** Its request has no header but those that stand here. Absent: the usual ones are added. */
  readonly isBare?: true | undefined;
  /** The next check waits for the end of this one, so that a limit above the interval does no harm. */
  readonly isSequential?: true | undefined;
  /** TLS of its own, or none, in place of the route's. */
  readonly tls?: TlsSettings | "none" | undefined;
  /** Version of the PROXY protocol header that it sends first, in place of the route's. */
  readonly proxyProtocol?: Setting<0 | 1 | 2> | undefined;
  /** Texts that the answer's body must hold, in this order. */
  readonly expectBody?: Setting<readonly string[]> | undefined;
  /** A text or pattern that decides by being found in the answer's body, or by being absent from it. */
  readonly expectBodyRule?: Setting<BodyRule> | undefined;
  /** What a check below HTTP says and wants to hear; absent where the connection is all of it. */
  readonly script?: CheckScript | undefined;
  /** Headers that the answer must have, or must not have. */
  readonly expectHeaders?: readonly HeaderRule[] | undefined;
  /** The gateway asks or wants more than stands here: an answer that is right by this may still be wrong. */
  readonly isPartial?: true | undefined;
  /** Interval of checks while the endpoint is down, where it is another. */
  readonly downIntervalMs?: Setting<number> | undefined;
  readonly location: Location;
}

/** A header with this name and, if one is given, this value decides by being there, or by being absent. */
export interface HeaderRule {
  readonly name: TextMatch;
  readonly value: TextMatch | undefined;
  /** The value is the whole line, and not one of those between its commas. */
  readonly isWhole: boolean;
  readonly isNegated: boolean;
  readonly location: Location;
}

/** `pattern` is a regular expression of the gateway's library. */
export interface TextMatch {
  readonly how: "equal" | "prefix" | "suffix" | "part" | "pattern";
  readonly text: string;
}

export interface BodyRule {
  /** `pattern` is a regular expression of the gateway's library. */
  readonly kind: "text" | "pattern";
  readonly text: string;
  /** The answer is right where it is not found. */
  readonly isNegated: boolean;
}

/** HTTP status codes from `from` to `to`, both included. */
export interface StatusRange {
  readonly from: number;
  readonly to: number;
}
