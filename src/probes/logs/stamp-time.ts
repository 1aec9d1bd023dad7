import type { LogStamp } from "../../model/log-grammar.ts";

const DAY_MS = 86_400_000;

/**
 * Milliseconds since the epoch. A stamp without a zone is taken as local time of this host, and one without a year as the
 * latest that is not to come: `now`, and a day for clocks that differ.
 */
export function timeOf(stamp: LogStamp, now = Date.now()): number {
  if (stamp.year !== undefined) return inYear(stamp, stamp.year);
  const year = new Date(now).getFullYear();
  const times = [year + 1, year].map((one) => inYear(stamp, one));
  return times.find((time) => time <= now + DAY_MS) ?? inYear(stamp, year - 1);
}

function inYear({ month, day, hour, minute, second, offsetMinutes }: LogStamp, year: number): number {
  if (offsetMinutes === undefined) return new Date(year, month - 1, day, hour, minute, second).getTime();
  return Date.UTC(year, month - 1, day, hour, minute, second) - offsetMinutes * 60_000;
}

/** The zone that stamps without one are read in: "UTC", "UTC+02:00". Its name would take longer to find out than a log to read. */
export function localTimeZone(now: number): string {
  const minutes = -new Date(now).getTimezoneOffset();
  const pad = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return minutes === 0
    ? "UTC"
    : `UTC${minutes < 0 ? "-" : "+"}${pad(Math.abs(minutes) / 60)}:${pad(Math.abs(minutes) % 60)}`;
}
