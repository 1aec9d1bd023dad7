import type { AdminFacts, AdminRequest } from "./admin.ts";
import type { UnmetStep } from "./check-script.ts";
import type { ContainersFacts, ContainersRequest } from "./container.ts";
import type { FirewallFacts, FirewallRequest } from "./firewall.ts";
import type { ChangesFacts, ChangesRequest } from "./host-changes.ts";
import type { KernelFacts, KernelRequest } from "./kernel.ts";
import type { LimitsFacts, LimitsRequest } from "./limits.ts";
import type { Outcome } from "./outcome.ts";
import type { HiddenListener, LocalListener } from "./owner.ts";
import type {
  ClimbRequest,
  FileRequest,
  IdleRequest,
  ListenersRequest,
  LogRequest,
  ProcessRequest,
  ResolveRequest,
} from "./request.ts";
import type { ResolveFacts } from "./resolve-facts.ts";
import type { ResourceFacts, ResourceRequest } from "./resources.ts";
import type { Subject } from "./subject.ts";
import type { SupervisedFacts, SupervisedRequest } from "./supervised.ts";
import type { TimeSlots } from "./time-slots.ts";
import type { UnitFacts, UnitRequest } from "./unit.ts";
import type { Variation } from "./variation.ts";

export type { DnsQuery, ResolvedAddress, ResolveFacts } from "./resolve-facts.ts";

interface Measured<Kind extends string, Request, Facts> {
  readonly kind: Kind;
  readonly request: Request;
  readonly outcome: Outcome;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly facts: Facts;
}

/** What a probe gives: typed facts, never an opinion. */
export type Measurement =
  | Measured<"resolve", ResolveRequest, ResolveFacts>
  | Measured<"connect", ClimbRequest, ConnectFacts>
  | Measured<"handshake", ClimbRequest, HandshakeFacts>
  | Measured<"exchange", ClimbRequest, ExchangeFacts>
  | Measured<"idle", IdleRequest, IdleFacts>
  | Measured<"listeners", ListenersRequest, ListenersFacts>
  | Measured<"process", ProcessRequest, ProcessFacts>
  | Measured<"file", FileRequest, FileFacts>
  | Measured<"log", LogRequest, LogFacts>
  | Measured<"admin", AdminRequest, AdminFacts>
  | Measured<"resources", ResourceRequest, ResourceFacts>
  | Measured<"kernel", KernelRequest, KernelFacts>
  | Measured<"firewall", FirewallRequest, FirewallFacts>
  | Measured<"limits", LimitsRequest, LimitsFacts>
  | Measured<"unit", UnitRequest, UnitFacts>
  | Measured<"changes", ChangesRequest, ChangesFacts>
  | Measured<"supervised", SupervisedRequest, SupervisedFacts>
  | Measured<"containers", ContainersRequest, ContainersFacts>;

/** A measurement with the subjects it speaks of. Several share one where they would have asked the same. */
export type Observation = Measurement & {
  readonly subjects: readonly Subject[];
  /** What was changed against the gateway's own way of asking; undefined for the gateway's way. */
  readonly varied: Variation | undefined;
};

export type ObservationKind = Observation["kind"];
export type ObservationOf<Kind extends ObservationKind> = Extract<Observation, { kind: Kind }>;

export interface ConnectFacts {
  readonly localAddress: string | undefined;
  /** Outcome of every try, the last one being the observation's own. */
  readonly tries: readonly { readonly outcome: Outcome; readonly durationMs: number }[];
  /** connect(2) itself failed: this host's own routes decided, and no packet was sent. */
  readonly failedHere?: true | undefined;
}

export interface HandshakeFacts {
  readonly version: string | undefined;
  /** In OpenSSL's notation, as configs write it. */
  readonly cipher: string | undefined;
  readonly alpn: string | undefined;
  /** As presented by the server, its own certificate first. */
  readonly chain: readonly Certificate[];
  /** Verification against the trust that was asked for, whether or not the gateway verifies. */
  readonly verification: Verification;
  /** The TLS alert that ended it. */
  readonly alert:
    | { readonly number: number; readonly name: string; readonly sentBy: "server" | "client" }
    | undefined;
  /** Start of what came instead of TLS, at most 64 bytes, latin1. */
  readonly firstBytes: string | undefined;
  readonly spoke: SpokenProtocol | undefined;
  readonly clientCertificateRequested: boolean | undefined;
}

export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** Subject alternative names, "DNS:" and "IP:" taken off. */
  readonly names: readonly string[];
  readonly commonName: string | undefined;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly isSelfIssued: boolean;
  /** SHA-256, lower-case hex without colons. */
  readonly fingerprint: string;
}

export interface Verification {
  /** X509_V_ERR number of OpenSSL; 0 for a chain that verifies; undefined when no chain was seen or no trust was given. */
  readonly code: number | undefined;
  /** OpenSSL's name for it, "CERT_HAS_EXPIRED". */
  readonly reason: string | undefined;
  /** Whether the certificate carries `verifyName`; undefined when none was given or no certificate seen. */
  readonly nameMatches: boolean | undefined;
}

/** What the first bytes of an answer give away. */
export type SpokenProtocol =
  | "http"
  | "http2"
  | "tls"
  | "ssh"
  | "smtp"
  | "ftp"
  | "imap"
  | "pop3"
  | "redis"
  | "mysql"
  | "postgresql"
  | "amqp"
  | "memcached"
  | "nats"
  | "fastcgi"
  | "unknown";

export interface ExchangeFacts {
  readonly status: number | undefined;
  readonly reasonPhrase: string | undefined;
  /** "1.0", "1.1", "2" as the answer says. */
  readonly httpVersion: string | undefined;
  /** As received, at most 100. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Size of status line and headers on the wire. */
  readonly headerBytes: number;
  readonly bodyBytes: number;
  /** Start of the body as text, at most 2,048 characters. */
  readonly bodyStart: string;
  /** The whole body was read: its end was seen, and the bound was not hit. */
  readonly bodyComplete: boolean;
  /** From the last byte of the request to the first of the answer. */
  readonly firstByteMs: number | undefined;
  /** From the last byte of the request to the end of the response header. */
  readonly headerMs: number | undefined;
  /** Longest silence while the answer came. */
  readonly longestPauseMs: number | undefined;
  /** What came when it was not an answer in the protocol asked for. */
  readonly spoke: SpokenProtocol | undefined;
  /** Start of what came, at most 64 bytes, latin1, where it was no valid answer. */
  readonly firstBytes: string | undefined;
  /** Where the answer does not go along with the script of a check. */
  readonly unmet?: UnmetStep;
  /** Which rule of the protocol the answer breaks. */
  readonly malformed: string | undefined;
  readonly grpcStatus: number | undefined;
  /** Answer of the gRPC health service. */
  readonly grpcServing: "UNKNOWN" | "SERVING" | "NOT_SERVING" | "SERVICE_UNKNOWN" | undefined;
}

export interface IdleFacts {
  /** The answer before the wait left the connection open. */
  readonly wasKept: boolean;
  /** From the end of the answer to the other side's close; undefined when it was still open at the end of the wait. */
  readonly closedAfterMs: number | undefined;
  /** How a second request on the same connection ended; undefined where it was closed before. */
  readonly reused: Outcome | undefined;
}

export interface ListenersFacts {
  readonly listeners: readonly LocalListener[];
  /** Every address of this host. */
  readonly localAddresses: readonly string[];
}

export interface ProcessFacts {
  readonly processes: readonly GatewayProcess[];
  /** The pid file's process is gone, or the file is missing; undefined when it was not looked at. */
  readonly pidFile: "alive" | "stale" | "missing" | "unreadable" | undefined;
  /** The file of its config that was changed last; undefined where none could be looked at. */
  readonly lastChange?:
    | {
        readonly path: string;
        /** When its content was written last. */
        readonly modifiedAt: number;
        /** When any of the files was put in its place, or touched in another way, last: a copy may keep an old time. */
        readonly touchedAt: number;
      }
    | undefined;
}

export interface GatewayProcess {
  readonly pid: number;
  readonly startedAt: number | undefined;
  /**
   * When its oldest worker started that is not about to go: the config that runs was read just before. Undefined where it
   * shows no workers.
   */
  readonly workersSince?: number | undefined;
  readonly commandLine: string;
  readonly user: string | undefined;
  /** It sees the same network as uhc. */
  readonly sharesNetwork: boolean | undefined;
  /** Plain files that its standard output and its standard error go to, by paths that lead there from here too. */
  readonly outputs?: readonly string[];
}

export interface FileFacts {
  readonly type: "socket" | "file" | "directory" | "other" | undefined;
  /** Permission bits, 0o660. */
  readonly mode: number | undefined;
  readonly owner: string | undefined;
  readonly group: string | undefined;
  /** Whether `user` may open it, judged from the modes along the path; undefined when that can't be known. */
  readonly userMayOpen: boolean | undefined;
  /** The first directory or file that keeps `user` out. */
  readonly blockedAt: string | undefined;
  readonly modifiedAt: number | undefined;
  /** The first one in a file that was looked at for it; absent where none can be read. */
  readonly certificate?: FileCertificate | undefined;
  /** Of a socket whose file is not there: who listens on one of this very path all the same. */
  readonly hidden?: HiddenListener | undefined;
}

export interface FileCertificate {
  /** Hexadecimal in lower case, without zeros in front. */
  readonly serial: string;
  readonly names: readonly string[];
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface LogFacts {
  readonly events: readonly LogEvent[];
  readonly bytesRead: number;
  /** Only the end of the file was read, because it is larger than the bound. */
  readonly isPartial: boolean;
  /** Time zone that was assumed for stamps without one. */
  readonly timeZone: string;
  /** There were such stamps. */
  readonly hasLocalStamps?: boolean;
  /** Lines read, whatever they say. */
  readonly lines?: number;
  /** The first and the last stamp within the window. */
  readonly firstAt?: number | undefined;
  readonly lastAt?: number | undefined;
}

/** Log lines that say the same, counted. */
export interface LogEvent {
  /** What happened, as a stable word of the gateway's log grammar: "connect-refused", "no-live-upstreams". */
  readonly event: string;
  readonly level: string;
  /** The address tried, "10.0.0.5:8080", or the group. */
  readonly peer: string | undefined;
  readonly upstream: string | undefined;
  readonly errno: number | undefined;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
  /** One of the lines, shortened. */
  readonly sample: string;
  /** Named part of the message: a host that could not be resolved, a file and line of a refused config. */
  readonly detail: string | undefined;
  /** The clients' requests were sent on with a method that uhc never sends, so that no probe repeats them. */
  readonly isUnrepeatable?: true;
  /** There were too many to keep apart: what differs between them is left out, the peer too. */
  readonly isRest?: true;
  readonly slots?: TimeSlots;
  /** How long the clients' requests took, in milliseconds cut to tenths of a second, and how many of each. */
  readonly durations?: readonly (readonly [ms: number, count: number])[];
}
