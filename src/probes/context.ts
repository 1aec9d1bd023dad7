import type { Measurement } from "../model/observation.ts";

/** What every probe is handed: the clocks, the way out, and the files of the host that is looked at. */
export interface ProbeContext {
  /** Aborted when the run ends; a probe then gives `not-tried` with the reason "the run was ended". */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch: when something was measured. */
  readonly now: () => number;
  /** Monotonic milliseconds: how long something took. Never the event loop's cached time. */
  readonly clock: () => number;
  /** What uhc calls itself in requests that are its own. */
  readonly userAgent: string;
  /** Told once that a connection keeps silent, while the probe goes on waiting; nothing that it is told is final. */
  readonly onSilence?: ((soFar: readonly Measurement[]) => void) | undefined;
  /** Reads a trust or client certificate file, looked up under `--root`. */
  readonly readFile: (path: string) => Promise<Uint8Array | UnreadableFile>;
}

export interface UnreadableFile {
  /** One plain phrase, "no such file". */
  readonly reason: string;
  /** The system's word for it, "ENOENT". */
  readonly code: string | undefined;
}
