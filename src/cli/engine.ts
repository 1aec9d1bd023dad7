import type { Gateway } from "../model/config.ts";
import type { Report } from "../model/report.ts";
import type { Evidence } from "./evidence.ts";
import type { Note } from "./note.ts";
import type { DiagnoseSettings, RunEvent } from "./settings.ts";

/** What a run takes from the command that started it. */
export interface Host {
  /** Aborted when the user has had enough: the run then ends with what it knows. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** The work behind `diagnose`, `bundle` and `inspect`. They throw UsageError or InputError where they can't start. */
export interface Engine {
  diagnose(settings: DiagnoseSettings, host: Host): Promise<{ readonly report: Report }>;
  collect(settings: DiagnoseSettings, host: Host): Promise<Collected>;
  judge(evidence: Evidence): Report;
  inspect(settings: DiagnoseSettings): Promise<Inspection>;
}

/** What was found and looked at, and the text of every config that was read, by its path. */
export interface Collected {
  readonly evidence: Evidence;
  readonly sources: ReadonlyMap<string, Uint8Array>;
}

/** The model of each gateway that was read, and what could not be. */
export interface Inspection {
  readonly gateways: readonly Gateway[];
  readonly notes: readonly Note[];
}
