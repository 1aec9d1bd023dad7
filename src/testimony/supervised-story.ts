import type { CauseId } from "../model/cause.ts";
import { quoted } from "../model/evidence.ts";
import type { SupervisedProgram } from "../model/supervised.ts";

export interface SupervisedAccusation {
  readonly cause: CauseId;
  readonly strength: number;
  readonly why: string;
}

/** supervisord's own words for a command that it could not run at all (process.py and options.py, get_execv_args). */
const UNRUNNABLE =
  /can't find command|is not executable|no permission to run|couldn't|unknown error making dispatchers/i;

/** What the state of a program says of a place at which nobody takes connections; none where it says nothing. */
export function supervisedStory({ state, note }: SupervisedProgram): SupervisedAccusation | undefined {
  const cause = "service-not-running";
  switch (state) {
    case "FATAL":
      return UNRUNNABLE.test(note)
        ? { cause, strength: 0.95, why: `it can't be started: ${note}` }
        : { cause: "service-crash-loop", strength: 0.95, why: "supervisord tried several times and gave up" };
    case "BACKOFF":
      return UNRUNNABLE.test(note)
        ? { cause, strength: 0.93, why: `it can't be started: ${note}` }
        : { cause: "service-crash-loop", strength: 0.94, why: "it ends too soon after each start" };
    case "STOPPED":
      return note === "Not started"
        ? { cause, strength: 0.88, why: "it was not started since supervisord came up" }
        : { cause, strength: 0.95, why: "it was told to stop" };
    case "STOPPING":
      return { cause, strength: 0.9, why: "it was asked to stop, and has not ended yet" };
    case "EXITED":
      return { cause, strength: 0.95, why: "it ended, and is not to be started again" };
    case "STARTING":
      return { cause: "service-starting", strength: 0.85, why: "it is not up yet" };
    default:
      return undefined;
  }
}

/** `supervisord: shop is FATAL: "Exited too quickly (process log may have details)"`. */
export function supervisedSentence({ name, state, note }: SupervisedProgram): string {
  return `supervisord: ${name} is ${state}${note === "" ? "" : `: ${quoted(note, 120)}`}`;
}
