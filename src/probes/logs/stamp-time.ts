import type { LogStamp } from "../../model/log-grammar.ts";

/** Milliseconds since the epoch. A stamp without a zone is taken as local time of this host. */
export function timeOf(stamp: LogStamp): number {
  const { year, month, day, hour, minute, second, offsetMinutes } = stamp;
  if (offsetMinutes === undefined) return new Date(year, month - 1, day, hour, minute, second).getTime();
  return Date.UTC(year, month - 1, day, hour, minute, second) - offsetMinutes * 60_000;
}

/** The zone that stamps without one are read in: "Europe/Berlin (UTC+02:00)". */
export function localTimeZone(now: number): string {
  const minutes = -new Date(now).getTimezoneOffset();
  const pad = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const offset = `UTC${minutes < 0 ? "-" : "+"}${pad(Math.abs(minutes) / 60)}:${pad(Math.abs(minutes) % 60)}`;
  return `${Intl.DateTimeFormat().resolvedOptions().timeZone} (${offset})`;
}
