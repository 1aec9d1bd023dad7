import type { AdminPlace } from "../model/admin.ts";
import type { GatewayKind } from "../model/config.ts";
import type { StatusRange } from "../model/health-check.ts";

/** What the user asked for, after flags, environment and defaults are merged. Paths as given. */
export interface DiagnoseSettings {
  /** URL, host:port, unix:/path, or the name of an upstream in the config. */
  readonly targets: readonly string[];
  readonly configs: readonly string[];
  readonly gateway: GatewayKind | undefined;
  readonly gatewayVersion: string | undefined;
  /** Where the gateway tells of itself. */
  readonly admin?: AdminPlace | undefined;
  readonly logs: readonly string[];
  readonly readsLogs: boolean;
  readonly sinceMs: number;
  readonly root: string | undefined;
  readonly upstreams: readonly string[];
  readonly healthPath: string | undefined;
  readonly expectStatus: readonly StatusRange[];
  readonly host: string | undefined;
  readonly serverName: string | undefined;
  readonly caFile: string | undefined;
  readonly certificateFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly resolvers: readonly string[];
  readonly probes: boolean;
  readonly experiments: boolean;
  /** Whether the dependencies that a service names as down are connected to. */
  readonly followsDependencies: boolean;
  /** Cause ids, check ids and layers. */
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly concurrency: number | undefined;
  readonly redacts: boolean;
}

/** What happens during a run, for progress and `ndjson`; nobody inside listens to it. */
export type RunEvent =
  | { readonly event: "planned"; readonly steps: number }
  | { readonly event: "step-started"; readonly what: string }
  | { readonly event: "observed"; readonly observation: import("../model/observation.ts").Observation }
  | { readonly event: "judged"; readonly causes: number };
