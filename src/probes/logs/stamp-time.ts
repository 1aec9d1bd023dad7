import type { LogStamp } from "../../model/log-grammar.ts";

/** Milliseconds since the epoch. A stamp without a zone is taken as local time of this host. */
export function timeOf(stamp: LogStamp): number {
  const { year, month, day, hour, minute, second, offsetMinutes } = stamp;
  if (offsetMinutes === undefined) return new Date(year, month - 1, day, hour, minute, second).getTime();
  return Date.UTC(year, month - 1, day, hour, minute, second) - offsetMinutes * 60_000;
}

/** The same for many lines: neighbours mostly share their minute, which alone is looked up in the calendar. */
export function timesOf(): (stamp: LogStamp) => number {
  let last: { readonly stamp: LogStamp; readonly minuteAt: number } | undefined;
  return (stamp) => {
    if (last === undefined || !isSameMinute(last.stamp, stamp))
      last = { stamp, minuteAt: timeOf(stamp) - stamp.second * 1_000 };
    return last.minuteAt + stamp.second * 1_000;
  };
}

function isSameMinute(one: LogStamp, other: LogStamp): boolean {
  return (
    one.minute === other.minute &&
    one.hour === other.hour &&
    one.day === other.day &&
    one.month === other.month &&
    one.year === other.year &&
    one.offsetMinutes === other.offsetMinutes
  );
}

/** The zone that stamps without one are read in: "Europe/Berlin (UTC+02:00)". */
export function localTimeZone(now: number): string {
  const minutes = -new Date(now).getTimezoneOffset();
  const pad = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const offset = `UTC${minutes < 0 ? "-" : "+"}${pad(Math.abs(minutes) / 60)}:${pad(Math.abs(minutes) % 60)}`;
  return `${Intl.DateTimeFormat().resolvedOptions().timeZone} (${offset})`;
}
