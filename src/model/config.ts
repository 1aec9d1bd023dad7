import type { CauseId } from "./cause.ts";
import type { Edit } from "./edit.ts";
import type { Forward } from "./forward.ts";
import type { HealthCheck } from "./health-check.ts";
import type { Location, Setting } from "./source.ts";
import type { CircuitBreaker, Discovery, Labels, PanicRule, Subsets } from "./upstream-rules.ts";

/** The gateways that uhc knows by name; `none` is a bare target without any config. */
export const GATEWAY_KINDS = [
  "nginx",
  "envoy",
  "haproxy",
  "kong",
  "spring-cloud-gateway",
  "traefik",
  "caddy",
  "apisix",
  "litellm",
  "kubernetes",
  "none",
] as const;
export type GatewayKind = (typeof GATEWAY_KINDS)[number];

/** One gateway with everything its config says, in words that fit every kind. */
export interface Gateway {
  /** Unique within a run; the kind, or the kind with the config path when a host runs several of a kind. */
  readonly id: string;
  readonly kind: GatewayKind;
  /** "1.26.2", where known. It decides defaults, so an unknown version is read as the oldest one still common. */
  readonly version: string | undefined;
  /** The TLS library the gateway is built with, "OpenSSL 3.0.17", where known. It sets floors below the config's. */
  readonly tlsLibrary: string | undefined;
  /** The account its workers run as, where the config says so; it decides which unix sockets they may open. */
  readonly user: Setting<string> | undefined;
  readonly mainFile: string;
  readonly files: readonly string[];
  readonly listeners: readonly Listener[];
  readonly routes: readonly Route[];
  readonly upstreams: readonly Upstream[];
  readonly logs: readonly LogFile[];
  /** Further folders that it writes to, for temporary files and caches; absent where its reader knows none. */
  readonly folders?: readonly string[];
  /** Connections that one of its workers may have; absent where it has no such limit, or its reader does not know. */
  readonly workerConnections?: number | undefined;
  /** Where the gateway writes its process id, and whether that is only its built-in default. */
  readonly pidFile: Setting<string> | undefined;
  /** Limits on requests or connections that the gateway itself enforces; absent where its reader knows none. */
  readonly limits?: readonly RequestLimit[];
  /** A control plane, or the environment of its process, adds to what the config says while the gateway runs. */
  readonly isCompletedLater?: true;
  /** It is what runs, as the gateway itself prints it, and no file that it reads. */
  readonly isDump?: true;
  /** What it read when it started is what it runs with: nobody can have it load another config. */
  readonly loadsAtStartAlone?: true;
  /** Where the gateway's own admin surface listens, as its config says. */
  readonly admin?: Setting<Target> | undefined;
  /** Some requests get an answer that comes from no upstream. Absent where its reader does not know. */
  readonly answersItself?: boolean;
  /** Rules that answer requests with an error themselves; absent where its reader knows none. */
  readonly ownAnswers?: readonly OwnAnswer[];
  /** Many lines of its log name the request that failed, and not who was asked. */
  readonly logsRequestsAlone?: true;
  /** What the gateway would refuse, or what is suspicious without any probe. */
  readonly problems: readonly ConfigProblem[];
}

/** A rule of the config that sends an error to the client, and asks no upstream. */
export interface OwnAnswer {
  /** The section that it stands in, as the log names it. */
  readonly proxy: string;
  readonly status: number;
  /** As it is written, with its condition. */
  readonly rule: string;
  readonly location: Location;
}

/** A thing that reading the config alone brings up, and that has a cause id of its own. */
export interface ConfigProblem {
  readonly cause: CauseId;
  /** What is wrong, in one sentence, in the gateway's own words where it has any. */
  readonly message: string;
  readonly location: Location;
  /** The gateway would not load this config because of it. */
  readonly refusesConfig: boolean;
  /** The upstream, name or file that it is about, for the title and the subjects. */
  readonly about: string | undefined;
  /** Of one that does not refuse the config: `info` where most working configs have it too. Absent: `warning`. */
  readonly severity?: "warning" | "info";
  /** What to write instead, where the cause alone does not tell. */
  readonly remedy?: string;
  /** What takes it away for certain. */
  readonly edit?: Edit;
}

/** A limit of the gateway's own on requests or connections. */
export interface RequestLimit {
  readonly kind: "requests" | "connections";
  readonly zone: string;
  /** What is counted, as the config writes it: "$binary_remote_addr"; undefined where its definition is out of sight. */
  readonly key: Setting<string> | undefined;
  /** The status of what is turned away. */
  readonly status: Setting<number>;
  readonly location: Location;
}

export interface LogFile {
  readonly kind: "error" | "access";
  readonly path: string;
  /** The format string as the gateway has it, for access logs that are not in a built-in format. */
  readonly format: string | undefined;
  readonly location: Location;
  /**
   * It goes to the process's own output or to this host's syslog, so that under systemd the journal has it: alone, or where
   * nothing writes it on into the file that `path` names.
   */
  readonly journal?: "only" | "else";
}

/** A socket on which the gateway takes requests. */
export interface Listener {
  readonly id: string;
  /** "0.0.0.0", "::", a name, or the path of a unix socket. */
  readonly address: string;
  readonly port: number | undefined;
  readonly transport: "tcp" | "udp" | "unix";
  readonly hasTls: boolean;
  readonly expectsProxyProtocol: boolean;
  readonly location: Location;
}

/** Which requests a route takes. `connection` is layer 4: there is no request to look at. */
export type RouteMatch =
  | { readonly kind: "prefix" | "exact" | "regex"; readonly path: string }
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "connection" };

/** What the gateway asks for itself while it works on a client's request. */
export type OwnPurpose = "authorization" | "rate-limit" | "processing";
/** Copies of requests whose answer nobody gets, requests that failed on another route, or the gateway's own. */
export type RoutePurpose = "mirror" | "error-page" | OwnPurpose;

export interface Route {
  readonly id: string;
  /** How reports show it: the path, the regular expression, or the listener for layer 4. */
  readonly label: string;
  readonly listeners: readonly string[];
  /** Host names that select it, patterns as written; empty for any. */
  readonly hosts: readonly string[];
  readonly match: RouteMatch;
  /** Text of a further condition (an `if`, say) that decides whether the route is taken; then it is not certain to be. */
  readonly condition: string | undefined;
  /** Only calls of gRPC are taken. */
  readonly isGrpc?: true;
  /** Why anything comes this way but that clients ask for it; absent for their requests. */
  readonly purpose?: RoutePurpose;
  readonly forward: Forward;
  readonly location: Location;
}

/** A named set of endpoints among which the gateway chooses. */
export interface Upstream {
  /** Unique within the gateway. */
  readonly id: string;
  /** As the contract names it: the group, what stands in the route, or the variable. */
  readonly name: string;
  /**
   * `group` has a definition of its own, `literal` stands in the route, `variable` is known only per request; `missing` is
   * named by a route as if it had a definition, and has none.
   */
  readonly form: "group" | "literal" | "variable" | "missing";
  readonly endpoints: readonly Endpoint[];
  readonly balance: Setting<string>;
  readonly keepalive: Keepalive | undefined;
  readonly healthCheck: HealthCheck | undefined;
  /** Whether what one worker learns about an endpoint's health is known to the others. */
  readonly sharesState: boolean;
  /** Who tells the endpoints while the gateway runs; absent where the config lists them. */
  readonly discovery?: Discovery;
  /** What happens when few endpoints are healthy; absent where the gateway knows no such rule. */
  readonly panic?: PanicRule;
  readonly subsets?: Subsets;
  /** It is a part of another upstream: the endpoints that bear a name. */
  readonly partOf?: { readonly upstream: string; readonly part: string };
  /** Its proxies speak mutual TLS with each other by themselves. */
  readonly isMesh?: true;
  /** The gateway knows it, and does not use it before these have come: "its endpoints", "its secrets". */
  readonly waitsFor?: string;
  /** It is meant to be empty: requests are led here to be refused, or answered by the gateway itself. */
  readonly isSink?: true;
  /** Limits beyond which the gateway turns requests away itself; absent where it has none. */
  readonly circuit?: CircuitBreaker;
  /** Percent of the endpoints that passive checks may take out at the same time; absent for all of them. */
  readonly ejectsAtMost?: Setting<number>;
  readonly location: Location;
}

export interface Keepalive {
  readonly connections: Setting<number>;
  readonly idleMs: Setting<number>;
  /**
   * A request without a body that meets a connection which was closed meanwhile is sent once more, on a fresh one, so that
   * its client sees nothing of it.
   */
  readonly repeatsReads?: true;
}

/** Where connections go. */
export type Target =
  | { readonly kind: "tcp"; readonly host: string; readonly port: number; readonly isAddress: boolean }
  | { readonly kind: "unix"; readonly path: string };

export interface Endpoint {
  /** As the contract writes it: "h:443", "[::1]:80", "unix:/path". */
  readonly endpoint: string;
  /** The name that its line gives it, by which the gateway's log and admin surface speak of it: HAProxy's `server web1 …`. */
  readonly alias?: string;
  readonly target: Target;
  readonly role: "primary" | "backup";
  /** What the config wants of it: anything but `active` is intent, not a fault. */
  readonly intent: Setting<"active" | "down" | "drain" | "maintenance">;
  readonly weight: Setting<number>;
  readonly maxConnections: Setting<number> | undefined;
  /** Passive checks: so many failures within the window take it out for the penalty. Undefined: never taken out. */
  readonly ejection: Ejection | undefined;
  readonly resolution: NameResolution;
  /** Row in which it is used: 0 first, higher ones only while those before have too few healthy endpoints. */
  readonly priority?: number;
  readonly labels?: Labels;
  /** Host name of its own, which rewrites and handshakes use in place of the target's host. */
  readonly hostname?: string;
  /** What the active check does otherwise at this endpoint. */
  readonly check?: EndpointCheck;
  /** How it is spoken to, where that is another way than the route's. */
  readonly forward?: EndpointForward;
  readonly location: Location;
}

/** What a route says of the connection, and an endpoint may say otherwise. */
export type EndpointForward = Pick<Forward, "tls" | "proxyProtocol">;

export interface EndpointCheck {
  readonly port: Setting<number> | undefined;
  readonly host: Setting<string> | undefined;
  /** The check goes to this host in place of the endpoint's. */
  readonly address?: Setting<string>;
  readonly isOff: boolean;
}

export interface Ejection {
  readonly failures: Setting<number>;
  /** Undefined where failures count that follow each other, whatever time lies between them. */
  readonly windowMs: Setting<number> | undefined;
  readonly penaltyMs: Setting<number>;
}

/** Who turns the host name into addresses, and when. */
export type NameResolution =
  /** A literal address or a socket: nothing to resolve. */
  | { readonly kind: "none" }
  /** The host's own resolver (hosts file, resolv.conf with search list): once when the gateway starts, or again and again. */
  | {
      readonly kind: "system";
      readonly when?: "run-time";
      readonly families?: readonly ("ipv4" | "ipv6")[];
      readonly picks?: AddressPick;
      readonly fallsOver?: true;
    }
  /** The gateway's own resolver: no hosts file, no search list. */
  | {
      readonly kind: "own";
      readonly when: "run-time" | "request";
      /** "10.0.0.2:53", "[::1]:53"; names as written. */
      readonly resolvers: Setting<readonly string[]>;
      readonly families: readonly ("ipv4" | "ipv6")[];
      readonly timeoutMs: Setting<number>;
      readonly picks?: AddressPick;
      /** An address that can't be connected to fails nobody while another one can (Go's net.Dialer, RFC 8305). */
      readonly fallsOver?: true;
      /**
       * What one resolver fails to say, another one does: all are asked at once and the first address counts (HAProxy,
       * resolvers.c), or the next one is asked after a failure (c-ares). Absent: each lookup has one resolver's word.
       */
      readonly spares?: "at-once" | "next";
      /** How long an answer is kept, where the config overrides its own time to live. */
      readonly keptMs?: number | undefined;
    }
  /** The name is needed at run time, and the config names no resolver. */
  | { readonly kind: "missing" };

/** Which of a name's addresses the gateway uses; absent for all of them. */
export interface AddressPick {
  /** Only addresses of this family, and those of the other one where there are none. */
  readonly family: "ipv4" | "ipv6" | undefined;
  /** The first address alone. */
  readonly isFirstOnly: boolean;
  readonly location: Location;
}
