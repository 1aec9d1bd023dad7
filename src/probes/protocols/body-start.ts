/** More of a body than this is not read: enough to tell an error page, little enough for thousands at once. */
export const LONGEST_BODY = 64 * 1024;
const KEPT_BYTES = 8 * 1024;
const KEPT_CHARACTERS = 2_048;

const NOTHING = Buffer.alloc(0);

export interface BodyStart {
  readonly add: (bytes: Buffer) => void;
  readonly bytes: () => number;
  readonly isFull: () => boolean;
  /** The first bytes, at most 8 KiB. */
  readonly start: () => Buffer;
  readonly text: () => string;
}

/** Counts a body and keeps its beginning. */
export function bodyStart(): BodyStart {
  let total = 0;
  let kept: Buffer = NOTHING;
  return {
    add: (bytes) => {
      total += bytes.length;
      const room = KEPT_BYTES - kept.length;
      if (kept === NOTHING) kept = bytes.subarray(0, room);
      else if (room > 0) kept = Buffer.concat([kept, bytes.subarray(0, room)]);
    },
    bytes: () => total,
    isFull: () => total >= LONGEST_BODY,
    start: () => kept,
    text: () => kept.toString("utf8").slice(0, KEPT_CHARACTERS),
  };
}
