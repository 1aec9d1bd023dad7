import type { LogStamp } from "../../model/log-grammar.ts";
import { MONTHS, stampOfEpoch } from "../../text/log-stamp.ts";

/** What stands before HAProxy's own text: a stamp of syslog, of the journal or of a container's runtime. */
export interface Prefixed {
  readonly stamp: LogStamp | undefined;
  /** "alert", where HAProxy wrote to stderr; syslog keeps its level outside the line. */
  readonly level: string | undefined;
  /** The line says itself that it is HAProxy's. */
  readonly isNamed: boolean;
  readonly body: string;
}

/** "<134>", the version of RFC 5424, and a stamp as in RFC 3164 section 4.1.2 or RFC 3339. */
const HEAD =
  /^(?:<\d{1,3}>(?:\d )?)?(?:([A-Z][a-z]{2}) ([ \d]\d) (?:(\d{4}) )?(\d\d):(\d\d):(\d\d)|(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,]\d{1,9})?(?:Z|([+-])(\d\d):?(\d\d)))(?: |$)/;
/** The program in the line: "gw-1 haproxy[123]: ", and "gw-1 haproxy 123 - - " as in RFC 5424 section 6. */
const PROGRAM =
  /^\S{0,255} ?(?:haproxy[\w.-]{0,40}\[\d{1,10}\]: |haproxy \d{1,10} \S{1,40} (?:-|\[[^\]]{0,400}\]) )/;
/** A container's stream and whether the line is whole (CRI). */
const STREAM = /^(?:stdout|stderr) [FP] /;
/** What HAProxy writes to stderr: "[WARNING]  (123) : ", before 2.4 "[WARNING] 331/062908 (123) : ". */
const STDERR = /^\[(ALERT|WARNING|NOTICE|DIAG|EMERG)\] {1,8}(?:\d{3}\/\d{6} )?\(\d{1,10}\) : /;

/** Takes the text of HAProxy out of a line. */
export function readPrefix(line: string): Prefixed {
  const head = HEAD.exec(line);
  const rest = head === null ? line : line.slice(head[0].length);
  const named = rest.replace(PROGRAM, "").replace(STREAM, "");
  const stderr = STDERR.exec(named);
  return {
    stamp: head === null ? undefined : stampOf(head),
    level: stderr?.[1]?.toLowerCase(),
    isNamed: PROGRAM.test(rest) || stderr !== null,
    body: stderr === null ? named : named.slice(stderr[0].length),
  };
}

function stampOf(head: RegExpExecArray): LogStamp {
  const [, month = "", day, year, hour, minute, second] = head;
  if (month !== "") {
    const numbers = { month: MONTHS.indexOf(month) + 1, day: Number(day), hour: Number(hour) };
    const rest = { minute: Number(minute), second: Number(second), offsetMinutes: undefined };
    return { year: year === undefined ? undefined : Number(year), ...numbers, ...rest };
  }
  const [isoYear = 0, isoMonth = 0, isoDay = 0, isoHour = 0, isoMinute = 0, isoSecond = 0] = head
    .slice(7, 13)
    .map(Number);
  const sign = head[13] === "-" ? -1 : 1;
  const offsetMinutes = sign * (Number(head[14] ?? 0) * 60 + Number(head[15] ?? 0));
  const date = { year: isoYear, month: isoMonth, day: isoDay };
  return { ...date, hour: isoHour, minute: isoMinute, second: isoSecond, offsetMinutes };
}

/** %t, %tr: "28/Nov/2026:06:29:08.158" in local time; %T, %trg: "28/Nov/2026:06:29:08 +0000"; %Ts: seconds since the epoch. */
const DATE = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d)(?:\.\d{1,6})?(?: ([+-])(\d\d)(\d\d))?$/;

/** A stamp in one of HAProxy's own formats. */
export function ownStamp(text: string): LogStamp | undefined {
  if (/^\d{9,11}$/.test(text)) return stampOfEpoch(Number(text) * 1_000);
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [, day, month = "", year, hour, minute, second, sign, hours, minutes] = match;
  return {
    year: Number(year),
    month: MONTHS.indexOf(month) + 1,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    offsetMinutes:
      sign === undefined ? undefined : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)),
  };
}
