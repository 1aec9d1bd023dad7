import type { LogStamp } from "../../model/log-grammar.ts";

const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))?$/;

/** A time as ISO 8601 has it; one that names no zone is UTC. */
export function isoStamp(text: string): LogStamp | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const sign = match[7] === "-" ? -1 : 1;
  const offsetMinutes = sign * (Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0));
  return { year, month, day, hour, minute, second, offsetMinutes };
}
