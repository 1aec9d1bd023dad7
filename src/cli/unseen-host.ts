import type { Observation, ObservationOf } from "../model/observation.ts";
import type { Note } from "./note.ts";

/** What of this host's own facts was asked for and could not be read: once each, whichever endpoints asked. */
export function unseenHostFacts(observations: readonly Observation[]): readonly Note[] {
  const notes = new Map<string, Note>();
  for (const one of observations) {
    const note = noteOf(one);
    if (note !== undefined && !notes.has(note.what)) notes.set(note.what, note);
  }
  return [...notes.values()];
}

function noteOf(one: Observation): Note | undefined {
  if (one.kind === "kernel") return because("the kernel's log", one.facts.logUnread);
  if (one.kind === "limits") return one.request.withChildren ? because(FILES, unseenFiles(one)) : undefined;
  return one.kind === "firewall" ? because("this host's firewall rules", one.facts.unread) : undefined;
}

function because(what: string, reason: string | undefined): Note | undefined {
  return reason === undefined ? undefined : { what, because: reason };
}

const FILES = "open files of the gateway's processes";

function unseenFiles({ facts }: ObservationOf<"limits">): string | undefined {
  const isUnseen = facts.processes.length > 0 && facts.processes.every(({ files }) => files === undefined);
  return isUnseen ? "no permission: run as root or as the gateway's user" : undefined;
}
