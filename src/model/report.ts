import type { CauseId, Layer } from "./cause.ts";
import type { Edit } from "./edit.ts";
import type { Location } from "./source.ts";

/** The report document of `--format json`. Fields are only ever added. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: "uhc"; readonly version: string };
  readonly command: "diagnose" | "lint" | "logs";
  readonly complete: boolean;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly vantage: { readonly hostname: string; readonly platform: string };
  readonly inputs: readonly Input[];
  readonly verdict: State;
  readonly summary: string;
  readonly causes: readonly Cause[];
  readonly ruledOut: readonly { readonly id: CauseId; readonly because: string }[];
  /** Causes that something spoke for, and that another one accounts for. */
  readonly dismissed: readonly Dismissed[];
  readonly notChecked: readonly { readonly what: string; readonly because: string }[];
  readonly upstreams: readonly UpstreamReport[];
  readonly experiments: readonly {
    readonly subject: ReportSubject;
    readonly varied: string;
    readonly outcome: string;
  }[];
  readonly timeline: readonly TimelineEntry[];
  readonly checks: readonly CheckReport[];
  /** What the gateways' logs tell within the window; absent where none was read. */
  readonly logs?: LogAccount;
}

export interface LogAccount {
  readonly files: readonly LogFileReport[];
  /** By the number of failures, most first; what is about a gateway itself names no upstream. */
  readonly places: readonly LoggedPlaceReport[];
}

export interface LogFileReport {
  readonly path: string;
  readonly gateway: string;
  readonly kind: "error" | "access";
  /** Within the stretch that was read, whatever they say. */
  readonly lines: number;
  /** The first and the last stamp within the window, ISO 8601, UTC. */
  readonly from: string | null;
  readonly to: string | null;
  /** All of the window was read. */
  readonly complete: boolean;
  /** The zone that stamps without one were read in. */
  readonly timeZone: string;
  /** There were such stamps. */
  readonly hasLocalStamps: boolean;
}

export interface LoggedPlaceReport {
  readonly gateway: string;
  readonly upstream?: string;
  readonly endpoint?: string;
  /** Places beyond those that are kept apart: counted together, so that they name no upstream. */
  readonly others?: true;
  /** Requests that an access log shows; null where it names no endpoint. */
  readonly requests: number | null;
  /** Of those, answered with 5xx, and by whom. */
  readonly failedRequests: number | null;
  readonly madeBy: { readonly upstream: number; readonly gateway: number; readonly unknown: number };
  readonly failures: readonly LoggedFailure[];
}

export interface LoggedFailure {
  /** The word of the gateway's log grammar: "connect-refused", "access-502". */
  readonly event: string;
  readonly detail?: string;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** Times that lines follow each other with a minute's pause between. */
  readonly bursts: number;
  /** The bursts come so far apart, as regularly as a clock; null where they do not. */
  readonly periodMs: number | null;
  readonly sample: string;
}

/** Something that happened at a known time. */
export interface TimelineEntry {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly what: string;
  readonly source: string;
  /** `change`: it may have brought a failure on. `failure`: where one begins. Absent in older reports. */
  readonly kind?: "change" | "failure" | "event";
}

export interface Input {
  readonly path: string;
  readonly gateway: string;
  /** Version of the gateway, where known. */
  readonly version?: string;
  /** Files that were read for it, includes and all. */
  readonly files?: number;
}

export type State = "healthy" | "degraded" | "down" | "unknown";
/** root explains a failure seen now, contributing makes it worse, latent will bite later. */
export type Role = "root" | "contributing" | "latent";
export type Severity = "error" | "warning" | "info";
export type CheckStatus = "pass" | "warn" | "fail" | "skip";

/** What a person would call it, in the names that they wrote. */
export interface ReportSubject {
  readonly gateway: string;
  readonly upstream?: string;
  readonly endpoint?: string;
  readonly route?: string;
}

export interface Cause {
  readonly rank: number;
  readonly id: CauseId;
  readonly title: string;
  readonly role: Role;
  readonly severity: Severity;
  readonly layer: Layer;
  readonly confidence: number;
  readonly subjects: readonly ReportSubject[];
  readonly locations: readonly Location[];
  readonly evidence: readonly Evidence[];
  readonly fix: Fix;
  readonly verify: readonly string[];
  readonly weighing: WeighingReport;
  /** What follows from it for the same subjects, the nearest first; absent where nothing was seen to. */
  readonly follows?: readonly FollowedCause[];
}

/** A cause that another, deeper one has led to. */
export interface FollowedCause {
  readonly id: CauseId;
  readonly title: string;
  /** What was seen of it. */
  readonly because: string;
}

/** How a cause came by its confidence. */
export interface WeighingReport {
  /** The strongest word of each check for the cause, and against it; strength 0..1. */
  readonly met: readonly { readonly check: string; readonly strength: number; readonly summary: string }[];
  readonly contradicted: WeighingReport["met"];
  /** What would have spoken too, and was not seen. */
  readonly missing: readonly { readonly what: string; readonly because: string }[];
  /** A surer cause of the same failure, which leaves this one no more than the rest. */
  readonly limitedBy?: { readonly id: CauseId; readonly confidence: number };
}

export interface Dismissed {
  readonly id: CauseId;
  readonly confidence: number;
  readonly subjects: readonly ReportSubject[];
  readonly because: string;
}

export interface Evidence {
  readonly check: string;
  readonly status: CheckStatus;
  readonly summary: string;
  readonly subject: ReportSubject;
}

export interface Fix {
  readonly summary: string;
  readonly steps: readonly string[];
  readonly commands: readonly string[];
  /** Changes of the config that `uhc lint --fix` makes; absent where none is certain. */
  readonly edits?: readonly Edit[];
}

export interface UpstreamReport {
  readonly name: string;
  readonly gateway: string;
  readonly state: State;
  readonly location?: Location;
  /** Labels of the routes that lead to it. */
  readonly routes?: readonly string[];
  readonly endpoints: readonly EndpointReport[];
}

export interface EndpointReport {
  readonly endpoint: string;
  readonly address?: string;
  readonly state: State;
  readonly gatewayState?: "up" | "down" | "ejected" | "draining" | "maintenance" | "checking" | "unknown";
  readonly layers: Readonly<Record<"dns" | "tcp" | "tls" | "http", CheckStatus>>;
  readonly timings: {
    readonly dnsMs: number | null;
    readonly tcpMs: number | null;
    readonly tlsMs: number | null;
    readonly ttfbMs: number | null;
  };
}

export interface CheckReport {
  readonly id: string;
  readonly layer: Layer;
  readonly status: CheckStatus;
  readonly summary: string;
  readonly durationMs: number;
  readonly subject: ReportSubject;
  readonly because?: string;
}
