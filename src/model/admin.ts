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
}

/** One endpoint at one address, as the gateway sees it. */
export interface AdminPeer {
  readonly upstream: string;
  /** The address, "10.0.0.5:8080" or "unix:/path". */
  readonly endpoint: string;
  /** As the config names it, where the gateway tells. */
  readonly name: string | undefined;
  readonly state: AdminState;
  /** The gateway's own word for the state. */
  readonly word: string;
  /** Failed tries of requests, since the gateway counts. */
  readonly fails: number | undefined;
  /** Active checks; undefined where none ran. */
  readonly checks: { readonly fails: number; readonly lastPassed: boolean | undefined } | undefined;
  /** Milliseconds since the epoch. */
  readonly downSince: number | undefined;
}

/** `ejected`: kept out for failed requests. `down`: switched off, or failing its active check. */
export type AdminState = "up" | "down" | "ejected" | "draining" | "maintenance" | "checking" | "unknown";

/** Connections of clients since the gateway started. One that was accepted and not handled was dropped at a limit. */
export interface AdminConnections {
  readonly accepted: number;
  readonly handled: number;
  readonly active: number;
}
