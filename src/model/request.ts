import type { AdminRequest } from "./admin.ts";
import type { CheckScript } from "./check-script.ts";
import type { RouteMatch, Target } from "./config.ts";
import type { ContainersRequest } from "./container.ts";
import type { FirewallRequest } from "./firewall.ts";
import type {
  ClientCertificate,
  HttpVersion,
  NameRule,
  TlsVersion,
  Trust,
  UpstreamProtocol,
} from "./forward.ts";
import type { BodyRule, HeaderRule, StatusRange } from "./health-check.ts";
import type { ChangesRequest } from "./host-changes.ts";
import type { KernelRequest } from "./kernel.ts";
import type { LimitsRequest } from "./limits.ts";
import type { ResourceRequest } from "./resources.ts";
import type { SupervisedRequest } from "./supervised.ts";
import type { UnitRequest } from "./unit.ts";

/** Everything a probe can be asked to measure. */
export type ObservationRequest =
  | ResolveRequest
  | ClimbRequest
  | IdleRequest
  | ListenersRequest
  | ProcessRequest
  | FileRequest
  | LogRequest
  | AdminRequest
  | ResourceRequest
  | KernelRequest
  | FirewallRequest
  | LimitsRequest
  | UnitRequest
  | ChangesRequest
  | ContainersRequest
  | SupervisedRequest;

/** Turn a name into addresses, as the one who will use them does. */
export interface ResolveRequest {
  readonly kind: "resolve";
  readonly name: string;
  readonly families: readonly ("ipv4" | "ipv6")[];
  /** `system`: hosts file, then resolv.conf with its search list. `servers`: these alone, name as it is. */
  readonly via:
    | { readonly kind: "system" }
    | { readonly kind: "servers"; readonly servers: readonly string[] };
  /** Wait for one server's answer. */
  readonly timeoutMs: number;
}

/**
 * One connection that climbs the pyramid: connect, PROXY header, handshake, request, on the same socket. Yields one
 * observation per layer; a layer above a failed one is not tried.
 */
export interface ClimbRequest {
  readonly kind: "climb";
  /** Where to connect: an address (never a name that is still to be resolved) or a socket. */
  readonly target: Target;
  readonly sourceAddress: string | undefined;
  /** uhc waits this long for each layer, even where the gateway would have given up. */
  readonly patienceMs: number;
  /**
   * So long uhc reads on for the answer, where that is longer: an answer behind the gateway's limit tells a slow service
   * from one that never answers.
   */
  readonly answerPatienceMs?: number | undefined;
  readonly proxyProtocol: 0 | 1 | 2;
  /** Asked for a check that the config or the user declares, whatever it asks. */
  readonly isCheck?: true;
  readonly tls: HandshakeAsk | undefined;
  /** Undefined for a question about connection and handshake alone. */
  readonly exchange: ExchangeAsk | undefined;
  /** The gateway's own limits, for judging; no probe ends before them by itself. Undefined: it has none that is known. */
  readonly limits: Limits;
  /** Names in it that follow the client's own Host, which the config does not tell: uhc's guess, and not what clients send. */
  readonly guessed: readonly GuessedName[];
}

export type GuessedName = "host" | "server-name" | "verify-name";

export interface Limits {
  readonly connectMs: number | undefined;
  readonly handshakeMs: number | undefined;
  readonly readIdleMs: number | undefined;
  readonly requestMs: number | undefined;
  readonly responseHeaderBytes: number | undefined;
}

/** The handshake as the gateway makes it. Verification is measured always and judged only where `verify` is on. */
export interface HandshakeAsk {
  readonly serverName: string | undefined;
  readonly verify: boolean;
  readonly verifyName: string | undefined;
  /** A name that is an address is looked for among the certificate's addresses; else among its names alone. */
  readonly matchesAddresses: boolean;
  /** Decide in place of `verifyName`, which then only stands for them in sentences. */
  readonly nameRules?: readonly NameRule[];
  readonly verifyDepth: number;
  readonly trust: Trust;
  /** File of revocation lists. */
  readonly revocations?: string;
  readonly versions: readonly TlsVersion[];
  readonly ciphers: string;
  readonly alpn: readonly string[];
  readonly clientCertificate: ClientCertificate | undefined;
}

/** The request as the gateway writes it. */
export interface ExchangeAsk {
  readonly protocol: UpstreamProtocol;
  readonly httpVersion: HttpVersion;
  /** HTTP/1.1 in place of that version where the handshake agreed on no other by ALPN. */
  readonly followsAlpn?: true;
  readonly method: string;
  /** Path and query as they go on the wire. */
  readonly path: string;
  /** Host header or :authority; undefined sends none. */
  readonly host: string | undefined;
  /** In wire order, Host and User-Agent excepted. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** No header but those above is sent, names in small letters. */
  readonly isBare?: true;
  /** Sent behind the headers. */
  readonly body?: string;
  /** Sent instead of everything above, where the config spells out the bytes. */
  readonly rawRequest: string | undefined;
  /** Service name for a gRPC health check; undefined asks for the whole server. */
  readonly grpcService: string | undefined;
  /** Headers hold credentials that the gateway's config sends. */
  readonly hasCredentials: boolean;
  /** Statuses that a declared check takes for healthy; undefined for the run's own list. */
  readonly expectStatus: readonly StatusRange[] | undefined;
  /** Texts that the body of the answer to a check must hold, in this order. */
  readonly expectBody?: readonly string[];
  /** Headers that it must have, or must not have. */
  readonly expectHeaders?: readonly HeaderRule[];
  /** A rule on that body beside them. */
  readonly expectBodyRule?: BodyRule;
  /** Said and heard in place of everything above, on a connection that passes bytes on (`tcp`). */
  readonly script?: CheckScript;
  /** Why this is asked: a check that the config or the user declares, or a route's own prefix. */
  readonly purpose: "declared-check" | "route";
}

/** A climb whose connection is kept after the answer: does the other side close it, and when? */
export interface IdleRequest {
  readonly kind: "idle";
  readonly climb: ClimbRequest;
  readonly holdMs: number;
}

/** Which TCP sockets listen on this host, and whose they are. */
export interface ListenersRequest {
  readonly kind: "listeners";
}

/** Which gateway processes run on this host. */
export interface ProcessRequest {
  readonly kind: "process";
  readonly gateway: string;
  readonly configFile: string;
  readonly pidFile: string | undefined;
  /** All files that it loads with its config, to see when one was changed last. */
  readonly configFiles: readonly string[];
}

/** What lies at a path, and who may open it. */
export interface FileRequest {
  readonly kind: "file";
  readonly path: string;
  /** A socket to connect to, a certificate of the gateway's own, or authorities to verify others with. */
  readonly purpose: "socket" | "certificate" | "trust";
  /** The account that has to open it, where known. */
  readonly user: string | undefined;
}

/** The end of a gateway's log, within a window of time. */
export interface LogRequest {
  readonly kind: "log";
  readonly gateway: string;
  readonly path: string;
  readonly log: "error" | "access";
  readonly format: string | undefined;
  readonly sinceMs: number;
  /** Endpoints by the "upstream/alias" that the log calls them, and how reports write them. Absent where it writes addresses. */
  readonly aliases?: readonly (readonly [alias: string, endpoint: string])[];
  /** Who is asked for which requests, in the order of the routes. Absent where its lines say themselves who was asked. */
  readonly places?: readonly AskedPlace[];
  /** Where the window of time ends, in milliseconds since the epoch; absent for now. */
  readonly endsAt?: number;
  /** What stands around each line; absent for nothing. */
  readonly wrapper?: LogWrapper;
  /** The files that it was before its last rotations are left alone. */
  readonly isAlone?: true;
  /** It is no file: the journal of this host is asked for what this program wrote. */
  readonly program?: string;
  /** The missing file whose lines the journal has. */
  readonly standsFor?: string;
}

/** A route as a reader of logs knows it. */
export interface AskedPlace {
  /** Names in small letters, `*` for one label; empty for any. */
  readonly hosts: readonly string[];
  readonly match: RouteMatch;
  /** Whether more than host and path decides, so that requests may also go on to the routes behind it. */
  readonly isConditional: boolean;
  readonly upstream: string;
  /** Undefined where it is one of several, or not known. */
  readonly peer: string | undefined;
}

/**
 * What others put around a gateway's lines: the head of a syslog message, an entry of the journal (`journalctl -o json`),
 * an object of Docker's json-file driver, the stamp and stream of a container runtime (CRI).
 */
export const LOG_WRAPPERS = ["none", "syslog", "journal", "docker", "cri"] as const;
export type LogWrapper = (typeof LOG_WRAPPERS)[number];
