import { LEVEL_AT } from "./log-line.ts";

const [BRACKET, DEBUG, ERROR, INFO, WARN, NOTICE] = ["[", "d", "e", "i", "w", "n"].map((letter) =>
  letter.charCodeAt(0),
);
/** Second letter of "emerg", which shares its first with "error". */
const EMERG_SECOND = "m".charCodeAt(0);
const [COLON, SPACE, STAR] = [":", " ", "*"].map((character) => character.charCodeAt(0));

/** Texts by their first byte, so that most others are told from all of them by one look. */
type Starts = readonly (readonly Buffer[])[];

export function startsOf(...texts: readonly string[]): Starts {
  const table: Buffer[][] = Array.from({ length: 256 }, () => []);
  for (const text of texts) table[text.charCodeAt(0)]?.push(Buffer.from(text));
  return table;
}

/** All that is of use at level info: whoever asked did not wait for the upstream. */
const CLIENT_CLOSED = startsOf(
  "client prematurely closed",
  "epoll_wait() reported that client prematurely closed",
  "kevent() reported that client prematurely closed",
);
/** Starts of messages of level error about what clients asked for in vain: most of a log where it faces the world. */
const CLIENTS_FAULT = startsOf(
  "open() ",
  "directory index of ",
  "access forbidden ",
  "user ",
  "no user/password",
  '"/',
);
/** Answers and requests that went through a file on their way. */
const BUFFERED = startsOf("an upstream response is ", "a client request body ");
const CHILD_ENDED = startsOf("signal 17 ", "signal 20 ");

/** Whether a line of the error log can be passed over by a look at its bytes. */
export function isDull(block: Uint8Array, from: number, to: number): boolean {
  const levelAt = from + LEVEL_AT;
  if (levelAt >= to || block[levelAt - 1] !== BRACKET) return true;
  const level = block[levelAt];
  if (level === DEBUG) return true;
  if (level === INFO) return !startsWithAny(block, messageStart(block, levelAt, to), CLIENT_CLOSED);
  if (level === ERROR)
    return (
      block[levelAt + 1] !== EMERG_SECOND &&
      startsWithAny(block, messageStart(block, levelAt, to), CLIENTS_FAULT)
    );
  if (level === WARN) return startsWithAny(block, messageStart(block, levelAt, to), BUFFERED);
  return level === NOTICE && startsWithAny(block, messageStart(block, levelAt, to), CHILD_ENDED);
}

/** Behind "PID#TID: " and, where there is one, "*CONNECTION ". */
export function messageStart(block: Uint8Array, levelAt: number, to: number): number {
  let at = levelAt;
  while (at < to && block[at] !== COLON) at += 1;
  at += 2;
  if (block[at] !== STAR) return at;
  while (at < to && block[at] !== SPACE) at += 1;
  return at + 1;
}

/** Whether one of the texts stands there. */
export function startsWithAny(block: Uint8Array, at: number, starts: Starts): boolean {
  const texts = starts[block[at] ?? 0] ?? [];
  for (let index = 0; index < texts.length; index += 1) {
    const text = texts[index];
    if (text !== undefined && startsWith(block, text, at)) return true;
  }
  return false;
}

function startsWith(block: Uint8Array, text: Buffer, at: number): boolean {
  for (let index = 1; index < text.length; index += 1) if (block[at + index] !== text[index]) return false;
  return true;
}
