import { asBuffer } from "./latin1.ts";
import { LEVEL_AT, levelByte } from "./log-line.ts";

const [DEBUG, ERROR, INFO] = ["d", "e", "i"].map((letter) => letter.charCodeAt(0));
/** Second letter of "emerg", which shares its first with "error". */
const EMERG_SECOND = "m".charCodeAt(0);
const [COLON, SPACE, STAR] = [":", " ", "*"].map((character) => character.charCodeAt(0));

/** All that is of use at level info: whoever asked did not wait for the upstream. */
const CLIENT_CLOSED = Buffer.from("client prematurely closed");
/** Starts of messages of level error about what clients asked for in vain: most of a log where it faces the world. */
const CLIENTS_FAULT = [
  "open() ",
  "directory index of ",
  "access forbidden by rule",
  "user ",
  "no user/password",
  '"/',
].map((start) => Buffer.from(start));

/** Whether a line of the error log can be passed over by a look at its bytes. */
export function isDull(line: Uint8Array): boolean {
  const level = levelByte(line);
  if (level === 0 || level === DEBUG) return true;
  if (level === INFO) return !asBuffer(line).includes(CLIENT_CLOSED);
  if (level !== ERROR || line[LEVEL_AT + 1] === EMERG_SECOND) return false;
  const at = messageStart(line);
  return CLIENTS_FAULT.some((start) => startsWith(line, start, at));
}

/** Behind "PID#TID: " and, where there is one, "*CONNECTION ". */
function messageStart(line: Uint8Array): number {
  let at = LEVEL_AT;
  while (at < line.length && line[at] !== COLON) at += 1;
  at += 2;
  if (line[at] !== STAR) return at;
  while (at < line.length && line[at] !== SPACE) at += 1;
  return at + 1;
}

function startsWith(line: Uint8Array, start: Buffer, at: number): boolean {
  for (let index = 0; index < start.length; index += 1) if (line[at + index] !== start[index]) return false;
  return true;
}
