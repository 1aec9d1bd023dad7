/** What the service manager of this host knows of the service behind a place that a gateway calls. */
export interface UnitRequest {
  readonly kind: "unit";
  readonly place: ServicePlace | GatewayPlace;
  /** How far back its journal is read. */
  readonly sinceMs: number;
}

/** A TCP port at an address of this host, or the path of a unix socket. */
export type ServicePlace =
  | { readonly host: string; readonly port: number; readonly holder: Holder }
  | { readonly path: string };

/** Who listens there: nobody, a process of this unit, or one that can't be seen or that only passes on what it is sent. */
export type Holder =
  | { readonly kind: "nobody" | "unknown" }
  | { readonly kind: "unit"; readonly unit: string; readonly process: string };

/** A gateway, by its program and files. */
export interface GatewayPlace {
  /** "nginx": the file name of its program. */
  readonly program: string;
  readonly configFile: string;
  readonly pidFile: string | undefined;
}

export interface UnitFacts {
  /** The units that name the place, by the surest kind of naming alone; several can't be told apart. */
  readonly units: readonly ServiceUnit[];
}

/**
 * How a unit is known to be the service at a place. `process`: its process listens there. The others are what it is told:
 * `bare` is a number among its arguments that no option explains.
 */
export type UnitTie = "process" | "socket" | "option" | "bare";

/** A service as `systemctl show` tells it: words and numbers are systemd's own (org.freedesktop.systemd1(5)). */
export interface ServiceUnit {
  readonly name: string;
  readonly tie: UnitTie;
  /** The naming itself: "--bind 127.0.0.1:8080", "PORT=8080"; the process: "pid 4242 gunicorn". */
  readonly tieText: string;
  /** The socket unit that listens for it, where one does. */
  readonly socket: string | undefined;
  readonly activeState: string;
  readonly subState: string;
  /** "success", "exit-code", "signal", "oom-kill", "watchdog", "timeout", "start-limit-hit", … */
  readonly result: string;
  /** "enabled", "disabled", "static", … */
  readonly unitFileState: string;
  readonly restarts: number;
  /** "no", "always", "on-failure", … */
  readonly restartPolicy: string;
  /** How its main process ended last; undefined while it has not. */
  readonly ended:
    | {
        readonly how: "exited" | "killed" | "dumped";
        readonly status: number;
        readonly at: number | undefined;
      }
    | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | undefined;
  readonly changedAt: number | undefined;
  /** When its own files were changed last; undefined where they can't be seen. */
  readonly filesChangedAt?: number | undefined;
  readonly signs: readonly JournalSign[];
  /** Why its journal could not be read. */
  readonly journalUnread: string | undefined;
}

export const SIGNS = [
  "address-in-use",
  "heap-exhausted",
  "gpu-memory",
  "killed-for-memory",
  "worker-timeout",
  "watchdog",
  "start-timeout",
  "pool-exhausted",
  "crashed",
  "module-missing",
  "descriptors-exhausted",
  "migrations-pending",
  "permission-denied",
  "told-to-stop",
] as const;
export type Sign = (typeof SIGNS)[number];

/** A line of a unit's journal that says why it ended. */
export interface JournalSign {
  readonly sign: Sign;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
}
