import type { LogStamp } from "../../model/log-grammar.ts";
import { MONTHS, stampOfEpoch } from "../../text/log-stamp.ts";
import type { Fields } from "./log-format.ts";

const LOCAL = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;
const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:([+-])(\d\d):?(\d\d)|Z)$/;

/**
 * Gives the time of a line from $time_local, $time_iso8601 or $msec, whichever its format has. Neighbours mostly share
 * their second, so the last answer is kept.
 */
export function accessStamps(): (fields: Fields) => LogStamp | undefined {
  let last: { readonly text: string; readonly stamp: LogStamp | undefined } | undefined;
  return (fields) => {
    const text = fields.get("time_local") ?? fields.get("time_iso8601") ?? fields.get("msec") ?? "";
    if (last?.text !== text) last = { text, stamp: readStamp(text) };
    return last.stamp;
  };
}

function readStamp(text: string): LogStamp | undefined {
  const local = LOCAL.exec(text);
  if (local !== null) {
    const [, day, name, year, ...rest] = local;
    return stamp([year, String(MONTHS.indexOf(name ?? "") + 1), day, ...rest]);
  }
  const iso = ISO.exec(text);
  if (iso !== null) return stamp(iso.slice(1));
  return /^\d{1,12}(\.\d{1,6})?$/.test(text) ? stampOfEpoch(Number.parseInt(text, 10) * 1_000) : undefined;
}

/** Year, month, day, hour, minute, second, sign, hours and minutes of the offset. */
function stamp(parts: readonly (string | undefined)[]): LogStamp {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(0, 6).map(Number);
  const sign = parts[6] === "-" ? -1 : 1;
  const offsetMinutes = sign * (Number(parts[7] ?? 0) * 60 + Number(parts[8] ?? 0));
  return { year, month, day, hour, minute, second, offsetMinutes };
}
