import type { GroupLimits } from "./control-group.ts";

/** What a services' host can run. Addresses are `10.77.0.2:8080`, `[fd77::2]:8080` or `unix:/path`. */
export type ServiceSpec = NodeService | StuckService | ProgramSpec;

/** Programs as Debian has them. Each listens at `at`, and counts as started once it does. */
export type ProgramSpec =
  | NginxService
  | OpensslService
  | DnsmasqService
  | HaproxyService
  | CaddyService
  | ApacheService
  | GunicornService
  | PhpFpmService
  | RedisService
  | PostgresService
  | UnboundService
  | BindService
  | PythonService;

/** Served together by one Node.js process, or by two: one for those `onGateway`, on the gateway's own host. */
export type NodeService =
  | HttpService
  | TcpService
  | GrpcService
  | FastcgiService
  | UwsgiService
  | RcodeService;

export interface HttpService {
  readonly kind: "http";
  readonly onGateway?: true;
  readonly at: string | readonly string[];
  readonly tls?: ServerTls;
  /** The first answer whose `when` fits is given. Without any: 200 to everything; if none fits: 404. */
  readonly answers?: readonly Answer[];
  /** Mode of a unix socket file; default 0o666. */
  readonly mode?: number;
  /** Closes idle connections after this time; Node's default is 5 s. */
  readonly keepAliveMs?: number;
  /** Speaks HTTP/2 alone. */
  readonly http2?: true;
}

export interface Answer {
  readonly when?: {
    readonly host?: string;
    /** The request target begins with this. */
    readonly path?: string;
    readonly method?: string;
    readonly version?: "1.0" | "1.1";
    /** Every so many requests, counted by the answer itself. */
    readonly every?: number;
    /** From this request on, counted by the answer itself. */
    readonly from?: number;
    /** Not the first request of its connection. */
    readonly reused?: true;
    /** The request's header takes more bytes than this. */
    readonly headerOver?: number;
  };
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly delayMs?: number;
  /** The body is repeated up to this size. */
  readonly bodyBytes?: number;
  /** What happens instead of an answer. `drip` sends a header byte by byte and never ends it. */
  readonly instead?: "close" | "reset" | "hang" | "drip";
}

export interface ServerTls {
  /** Name of a certificate in pki.ts, presented when no name fits. */
  readonly cert: string;
  /** Server name → certificate. */
  readonly sni?: Readonly<Record<string, string>>;
  /** Demand a client certificate of the lab's root. */
  readonly clientCert?: true;
  readonly minVersion?: "TLSv1.2" | "TLSv1.3";
  readonly maxVersion?: "TLSv1.2" | "TLSv1.3";
  readonly ciphers?: string;
}

/** Bytes by script. */
export interface TcpService {
  readonly kind: "tcp";
  readonly onGateway?: true;
  readonly at: string | readonly string[];
  /** Sent when a connection opens. */
  readonly greeting?: string;
  /** What follows the first bytes from the client; `silence` reads and never answers. */
  readonly onData?:
    | "close"
    | "reset"
    | "silence"
    | { readonly reply: string; readonly after?: "close" | "keep" };
  /** What follows the connection itself. */
  readonly onOpen?: "close" | "reset";
}

export interface GrpcService {
  readonly kind: "grpc";
  readonly at: string;
  readonly tls?: ServerTls;
  /** grpc-status of every answer; default 0. */
  readonly status?: number;
  /** What the health service says of every service; default SERVING. */
  readonly health?: "NOT_SERVING" | "UNKNOWN";
}

export interface FastcgiService {
  readonly kind: "fastcgi";
  readonly at: string;
  /** The CGI answer, header and body. */
  readonly reply?: string;
}

export interface UwsgiService {
  readonly kind: "uwsgi";
  readonly at: string;
}

/** A name server that answers every question with this response code. */
export interface RcodeService {
  readonly kind: "rcode";
  readonly at: string;
  readonly rcode: number;
}

/** A Python program of the scenario's own, called with `--bind HOST --port PORT` or `--socket PATH`. */
export interface PythonService {
  readonly kind: "python";
  readonly onGateway?: true;
  readonly at: string;
  readonly source: string;
  /** Its socket can't be seen from outside: it says `ready` when it listens. */
  readonly hasOwnFiles?: true;
  /** In a control group of its own that may use no more than this, and is named like a unit of systemd. */
  readonly limits?: GroupLimits;
  /** Files that it may have open (RLIMIT_NOFILE). */
  readonly openFiles?: number;
  /** A shell in the same control group that stays when it ends, or starts it again. */
  readonly supervisor?: "stays" | "restarts";
}

/** Listens with a backlog of one and never accepts; a neighbour keeps its queue full. */
export interface StuckService {
  readonly kind: "stuck";
  readonly onGateway?: true;
  readonly at: string;
}

/** A second nginx as the service: `http` is the inside of its http block. */
export interface NginxService {
  readonly kind: "nginx";
  readonly http: string;
}

/** `openssl s_server -accept AT -www` with more arguments. */
export interface OpensslService {
  readonly kind: "openssl";
  readonly at: string;
  readonly args: readonly string[];
}

export interface DnsmasqService {
  readonly kind: "dnsmasq";
  /** An IPv4 address of the services' host; the port is 53. */
  readonly at: string;
  /** Options without their dashes, as a line of dnsmasq.conf has them. */
  readonly options: readonly string[];
}

/** `config` is what follows `defaults`: frontends, backends, listens; mode http, all timeouts 10 s. */
export interface HaproxyService {
  readonly kind: "haproxy";
  readonly at: string | readonly string[];
  readonly config: string;
}

/** Without admin endpoint and automatic certificates. A site block binds by itself. */
export interface CaddyService {
  readonly kind: "caddy";
  readonly at: string | readonly string[];
  readonly caddyfile: string;
}

/** Apache httpd with its event MPM and the modules alias, headers, rewrite, ssl; `Listen` is written for `at`. */
export interface ApacheService {
  readonly kind: "apache";
  readonly at: string | readonly string[];
  readonly config: string;
}

/** gunicorn serving `app` of the Python source given. */
export interface GunicornService {
  readonly kind: "gunicorn";
  readonly at: string;
  readonly source: string;
  readonly args?: readonly string[];
}

/** php-fpm with a static pool. */
export interface PhpFpmService {
  readonly kind: "php-fpm";
  readonly at: string;
  readonly children: number;
  /** More lines for the pool. */
  readonly pool?: string;
}

export interface RedisService {
  readonly kind: "redis";
  readonly at: string;
}

export interface PostgresService {
  readonly kind: "postgres";
  readonly at: string;
}

/** `config` is what follows the address in the `server:` clause, and further clauses. */
export interface UnboundService {
  readonly kind: "unbound";
  /** An IPv4 address of the services' host; the port is 53. */
  readonly at: string;
  readonly config: string;
}

/** BIND's named, authoritative for `zones`: name to records, below a fixed SOA and NS. */
export interface BindService {
  readonly kind: "bind";
  /** An IPv4 address of the services' host; the port is 53. */
  readonly at: string;
  readonly options?: string;
  readonly zones: Readonly<Record<string, string>>;
}
