import type { ServicePlace, Sign } from "./unit.ts";

/** What supervisord knows of the program behind a place of this host. */
export interface SupervisedRequest {
  readonly kind: "supervised";
  readonly place: ServicePlace;
}

export interface SupervisedFacts {
  /** The programs whose command or environment names the place. */
  readonly programs: readonly SupervisedProgram[];
}

/** States of a process (Supervisor manual, "Process States"). */
export const PROGRAM_STATES = [
  "STOPPED",
  "STARTING",
  "RUNNING",
  "BACKOFF",
  "STOPPING",
  "EXITED",
  "FATAL",
  "UNKNOWN",
] as const;
export type ProgramState = (typeof PROGRAM_STATES)[number];

export interface SupervisedProgram {
  /** As supervisorctl takes it: "shop", "many:many_00". */
  readonly name: string;
  readonly state: ProgramState;
  /** What stands behind the state: "Exited too quickly (process log may have details)", "Nov 28 02:43 PM". */
  readonly note: string;
  /** The naming: "--port 8081". */
  readonly tieText: string;
  /** It is a number among its arguments that no option explains. */
  readonly isBare: boolean;
  /** Telling lines at the end of what it printed, the last of each kind. */
  readonly signs: readonly { readonly sign: Sign; readonly text: string }[];
}
