import { PROGRAM_STATES, type ProgramState } from "../../model/supervised.ts";

export interface ProgramStatus {
  readonly state: ProgramState;
  readonly note: string;
}

const LONGEST_NOTE = 160;

/** Reads what `supervisorctl status` prints: name, state, and what belongs to it, in columns (supervisorctl.py, _show_statuses). */
export function parseStatus(text: string): ReadonlyMap<string, ProgramStatus> {
  const states = new Map<string, ProgramStatus>();
  for (const line of text.split("\n")) {
    const [, name, word, note = ""] = /^(\S{1,250})\s+([A-Z]{4,10})(?:\s+(.*))?$/.exec(line) ?? [];
    const state = PROGRAM_STATES.find((one) => one === word);
    if (name !== undefined && state !== undefined)
      states.set(name, { state, note: note.slice(0, LONGEST_NOTE) });
  }
  return states;
}
