import type { Target } from "./config.ts";
import type { Trust } from "./forward.ts";

/** What the gateway itself says of its endpoints, asked at the admin surface that the user names. */
export interface AdminRequest {
  readonly kind: "admin";
  /** Kind of the gateway, which decides how its surface is read. */
  readonly gateway: string;
  readonly place: AdminPlace;
  /** For each question, from its connect on. */
  readonly timeoutMs: number;
}

export interface AdminPlace {
  /** As reports name it, without credentials: "http://127.0.0.1:8080/api/", "unix:/run/status.sock". */
  readonly text: string;
  readonly target: Target;
  /** Path and query; "/" where none was named. */
  readonly path: string;
  /** Host header. */
  readonly host: string;
  readonly hasTls: boolean;
  readonly trust: Trust;
  /** Value of the Authorization header, from credentials in the URL. */
  readonly authorization: string | undefined;
}

/** What the gateway says of itself. */
export interface AdminFacts {
  /** Which surface answered, as its vendor calls it: "NGINX Plus API", "stub_status"; undefined where none did. */
  readonly surface: string | undefined;
  readonly peers: readonly AdminPeer[];
  readonly connections: AdminConnections | undefined;
  /** What it says of whole upstreams; absent where its surface does not. */
  readonly upstreams?: readonly AdminUpstream[];
  readonly control?: AdminControl;
  readonly process?: AdminProcess;
  readonly resolvers?: readonly AdminResolver[];
  /** How the parts are that take the connections of clients; absent where its surface does not tell. */
  readonly frontends?: readonly AdminFrontend[];
  readonly captured?: readonly AdminCaptured[];
  /** "1.28.0", and what it calls its own state: "LIVE", "DRAINING". */
  readonly version?: string | undefined;
  readonly state?: string | undefined;
  /** Questions without an answer of use, and why; the rest stands all the same. */
  readonly unanswered?: readonly { readonly path: string; readonly because: string }[];
  readonly certificates?: readonly AdminCertificate[];
  readonly start?: AdminStart | undefined;
  readonly running?: AdminRunning | undefined;
}

/** A certificate as the process has it in memory. */
export interface AdminCertificate {
  /** The file that it was read from; undefined for one that came otherwise. */
  readonly path: string | undefined;
  /** `own`: shown to others. `trusted`: others are verified with it. */
  readonly use: "own" | "trusted";
  /** Hexadecimal in lower case, without zeros in front. */
  readonly serial: string;
  readonly names: readonly string[];
  /** Milliseconds since the epoch. */
  readonly notBefore: number | undefined;
  readonly notAfter: number;
}

/** How far the start of the process, or of a part of it, has come. */
export interface AdminStart {
  /** It does not take connections yet. */
  readonly isUnfinished: boolean;
  readonly uptimeMs: number | undefined;
  /** What is waited for, by the one who waits. */
  readonly waits: readonly { readonly who: string; readonly targets: readonly string[] }[];
  /** Listeners that are configured, and do not listen yet. */
  readonly closed: readonly ClosedListener[];
}

export interface ClosedListener {
  readonly name: string;
  readonly address: string;
  /** When its config came, in milliseconds since the epoch. */
  readonly since: number | undefined;
}

/** The parts of what it runs with that stand in its config file as well. */
export interface AdminRunning {
  readonly upstreams: readonly RunningUpstream[];
  /** What has the gateway take the file, as a step of a fix. */
  readonly remedy: string;
  /** Where its admin surface shows what it runs with, below the path that the user names. */
  readonly path: string;
}

/** An upstream by `Upstream.id` and its name, with its endpoints as `Endpoint.endpoint` writes them. */
export interface RunningUpstream {
  readonly id: string;
  readonly name: string;
  readonly endpoints: readonly string[];
}

/** Counters are since the gateway started; undefined where it does not tell. */
export interface AdminUpstream {
  readonly upstream: string;
  /** Endpoints it knows at this moment, and those that it holds for healthy. */
  readonly known: number | undefined;
  readonly healthy: number | undefined;
  /** Limits that turn requests away at this moment. */
  readonly openLimits: readonly AdminLimit[];
  /** Requests that a limit has turned away. */
  readonly turnedAway: Readonly<Partial<Record<AdminLimit, number>>>;
  /** The limits as they are in force. */
  readonly limits: Readonly<Partial<Record<AdminLimit, number>>>;
  /** Requests for which health was ignored. */
  readonly inPanic: number | undefined;
  /** Requests for which there was no endpoint. */
  readonly withoutEndpoint: number | undefined;
  /** Updates from a control plane or from DNS. */
  readonly updates:
    | { readonly succeeded: number; readonly failed: number; readonly empty: number }
    | undefined;
}

export type AdminLimit = "connections" | "pending" | "requests" | "retries";

/** What the gateway says of its control plane. */
export interface AdminControl {
  /** Whether a connection to it is open; undefined where there is none to have. */
  readonly isConnected: boolean | undefined;
  /** Updates that the gateway has refused, with its reasons. */
  readonly refused: readonly { readonly what: string; readonly name: string; readonly details: string }[];
  /** Upstreams that wait for something before they are used. */
  readonly waiting: readonly string[];
}

/** One endpoint at one address, as the gateway sees it. */
export interface AdminPeer {
  readonly upstream: string;
  /** The address, "10.0.0.5:8080" or "unix:/path". */
  readonly endpoint: string;
  /** As the config names it, where the gateway tells. */
  readonly name: string | undefined;
  /** Its own answer asked the gateway to leave it alone: it counts nowhere, not even where health is ignored. */
  readonly isExcluded?: true;
  /** `Endpoint.priority`, where the gateway tells it. */
  readonly priority?: number;
  /** `Endpoint.alias`, where the gateway speaks of it by that; then it decides who is meant. */
  readonly alias?: string;
  readonly state: AdminState;
  /** The gateway's own word for the state. */
  readonly word: string;
  /** Failed tries of requests, since the gateway counts. */
  readonly fails: number | undefined;
  /** Its own answers to requests of clients, since the gateway counts: with 5xx, and with any other status. */
  readonly answers?: { readonly errors: number; readonly others: number };
  /** Active checks; undefined where none ran. */
  readonly checks: { readonly fails: number; readonly lastPassed: boolean | undefined } | undefined;
  /** Milliseconds since the epoch. */
  readonly downSince: number | undefined;
  readonly check?: AdminCheck;
  /** What an agent on the endpoint's host told last. */
  readonly agent?: AdminCheck;
  /** Connections at this moment, the most that it gets, and requests that wait for it. */
  readonly load?: { readonly now: number; readonly most: number | undefined; readonly waiting: number };
  readonly isBackup?: boolean;
  /** It is out of use because its name has no address. */
  readonly isUnresolved?: boolean;
}

/** A check of an endpoint that the gateway itself made last. */
export interface AdminCheck {
  /** The gateway's own word for the result: "L4CON". */
  readonly word: string;
  /** Undefined where none has ended. */
  readonly hasPassed: boolean | undefined;
  readonly failure: CheckFailure | undefined;
  /** Of HTTP and the like. */
  readonly status: number | undefined;
  /** What the gateway adds in words: "Connection refused". */
  readonly text: string | undefined;
  readonly durationMs: number | undefined;
}

/** What a gateway's own check failed of. `traffic-failed`: requests of clients did, which it watches in place of a check. */
export type CheckFailure =
  | "local-error"
  | "connect-timeout"
  | "connect-refused"
  | "connect-rejected"
  | "host-unreachable"
  | "network-unreachable"
  | "handshake-timeout"
  | "handshake-failed"
  | "answer-timeout"
  | "answer-invalid"
  | "content-wrong"
  | "status-wrong"
  | "program-failed"
  | "program-timeout"
  | "traffic-failed";

/** The gateway's process that answered. */
export interface AdminProcess {
  readonly pid: number | undefined;
  readonly uptimeMs: number;
  /** Connections of clients, and how many it takes at most. */
  readonly connections: { readonly now: number; readonly most: number };
  /** A reload left it behind: it only serves the connections that it has. */
  readonly isStopping: boolean;
}

/** What one part of the gateway says of itself that takes connections. */
export interface AdminFrontend {
  /** As the config calls it. */
  readonly name: string;
  /** `full`: at its limit, so that new connections wait. `stopped`: it takes none. */
  readonly state: "open" | "full" | "stopped";
  /** Of clients; `most` is 0 without a limit. */
  readonly connections: { readonly now: number; readonly most: number };
}

/** What became of the questions to a name server, since the gateway started. */
export interface AdminResolver {
  /** The section of the config that names it. */
  readonly section: string;
  readonly server: string;
  readonly sent: number;
  readonly notSent: number;
  readonly valid: number;
  readonly notFound: number;
  readonly refused: number;
  readonly timedOut: number;
  /** Answers of no use of another kind. */
  readonly otherwise: number;
}

/** The last answer of an upstream that was no valid HTTP. */
export interface AdminCaptured {
  readonly upstream: string;
  readonly alias: string;
  /** Milliseconds since the epoch. */
  readonly at: number | undefined;
  /** Where it breaks the protocol, in bytes. */
  readonly position: number;
  /** The line that it breaks it in. */
  readonly line: string;
}

/** `ejected`: kept out for failed requests. `down`: switched off, or failing its active check. */
export type AdminState = "up" | "down" | "ejected" | "draining" | "maintenance" | "checking" | "unknown";

/** Connections of clients since the gateway started. One that was accepted and not handled was dropped at a limit. */
export interface AdminConnections {
  readonly accepted: number;
  readonly handled: number;
  readonly active: number;
}
