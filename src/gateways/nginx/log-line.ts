import type { LogStamp } from "../../model/log-grammar.ts";

/** A line of nginx's error log, taken apart (ngx_log_error_core, ngx_http_log_error; nginx 1.22). */
export interface ErrorLine {
  readonly level: string;
  /** The message up to the named parts, without "while …". */
  readonly message: string;
  /** What nginx was doing: "connecting to upstream"; empty where the line does not say. */
  readonly action: string;
  /** The named parts behind the message, from ", client: " or ", udp client: " on. */
  readonly tail: string;
  readonly errno: number | undefined;
}

export const STAMP_LENGTH = "2026/11/22 04:00:00".length;
/** Where the level stands, behind the stamp and " [". */
export const LEVEL_AT = STAMP_LENGTH + 2;
const MAX_LEVEL = "notice".length;

/** The stamp "YYYY/MM/DD HH:MM:SS": local time of the host, no zone. */
export function errorStamp(line: Uint8Array): LogStamp | undefined {
  if (line[4] !== 0x2f || line[7] !== 0x2f || line[10] !== 0x20 || line[13] !== 0x3a || line[16] !== 0x3a) {
    return undefined;
  }
  const year = number(line, 0, 4);
  const [month, day] = [number(line, 5, 7), number(line, 8, 10)];
  const [hour, minute, second] = [number(line, 11, 13), number(line, 14, 16), number(line, 17, STAMP_LENGTH)];
  const all = year + month + day + hour + minute + second;
  return Number.isNaN(all) ? undefined : { year, month, day, hour, minute, second, offsetMinutes: undefined };
}

function number(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** A line in its three parts. Of long logs most lines share what stands before the tail. */
export interface SplitLine extends Pick<ErrorLine, "level" | "tail"> {
  /** Message and action. */
  readonly head: string;
}

/** Takes a line apart; undefined where it is no line of an error log. */
export function splitErrorLine(line: string): SplitLine | undefined {
  const levelEnd = line.indexOf("] ", LEVEL_AT);
  if (line[LEVEL_AT - 1] !== "[" || levelEnd < 0 || levelEnd > LEVEL_AT + MAX_LEVEL) return undefined;
  // "PID#TID: ", then "*CONNECTION " where there is one.
  const processEnd = line.indexOf(": ", levelEnd);
  if (processEnd < 0) return undefined;
  const text = line.slice(processEnd + 2).replace(/^\*\d{1,20} /, "");
  const tailAt = tailStart(text);
  return { level: line.slice(LEVEL_AT, levelEnd), head: text.slice(0, tailAt), tail: text.slice(tailAt) };
}

export function readErrorLine({ level, head, tail }: SplitLine): ErrorLine {
  const whileAt = head.lastIndexOf(" while ");
  const message = whileAt < 0 ? head : head.slice(0, whileAt);
  const action = whileAt < 0 ? "" : head.slice(whileAt + " while ".length);
  return { level, message, action, tail, errno: errnoIn(message) };
}

/** Where the named parts begin: each kind of line has its own first one. */
function tailStart(text: string): number {
  for (const mark of [", client: ", ", udp client: ", ", resolver: ", ", health check ", ", upstream: "]) {
    const at = text.indexOf(mark);
    if (at >= 0) return at;
  }
  return text.length;
}

/** "(111: Connection refused)"; numbers of another kind, "(10:certificate has expired)", have no blank. */
function errnoIn(message: string): number | undefined {
  const digits = /\((\d{1,4}): /.exec(message)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
