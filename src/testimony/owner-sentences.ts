import { ownerText } from "./owner-text.ts";
import type { PlaceHere } from "./owners-at.ts";

const STANDS = {
  stopped: "is stopped by a signal or a debugger",
  disk: "waits for a disk or a network file system that does not answer",
} as const;

/** Whose the sockets of this host at that place are, and in what state: nothing for a place on another host. */
export interface OwnersTold {
  /** "pid 4242 python3, api.service"; empty where that can't be seen. */
  readonly name: string;
  readonly isStopped: boolean;
  readonly sentences: readonly string[];
}

export function ownersTold(place: PlaceHere | undefined): OwnersTold {
  const [socket] = place?.owners ?? [];
  if (place === undefined || socket?.owner === undefined)
    return { name: "", isStopped: false, sentences: [] };
  const { owner, waiting } = socket;
  const name = ownerText(owner);
  const state = owner.stands === undefined ? "" : `, and ${STANDS[owner.stands]}`;
  const queue = waiting === 0 ? [] : [`${waiting} connections wait there to be accepted`];
  const sentences = [`${name} listens on port ${place.port} of this host${state}`, ...queue];
  return { name, isStopped: owner.stands === "stopped", sentences };
}
