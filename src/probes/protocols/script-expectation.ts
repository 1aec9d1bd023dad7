import { boundedPattern } from "../../model/bounded-pattern.ts";
import type { ExpectStep, Wanted } from "../../model/check-script.ts";

/** Whether an expectation is met by what has come; `open` where more may decide it. */
export type Fit = "met" | "unmet" | "open";

/** An error packet of MySQL begins so (MySQL internals, ERR_Packet). */
const MYSQL_ERROR = 0xff;
const MYSQL_HEAD = 4;

/**
 * As tcpcheck_eval_expect decides it (src/tcpcheck.c): `isEnd` where nothing more can come. A pattern that uhc does not follow
 * is met by whatever comes.
 */
export function fits(step: ExpectStep, came: Buffer, isEnd: boolean): Fit {
  const { wanted, isNegated, minBytes } = step;
  if (wanted.kind === "mysql-packet") return packetFits(came, wanted.place, isEnd);
  if (!isEnd && came.length < Math.max(1, minBytes ?? 0, leastOf(wanted))) return "open";
  const isFound = finds(wanted, came);
  if (isFound === undefined) return came.length > 0 ? "met" : "unmet";
  if (!isFound && !isEnd && minBytes === undefined) return "open";
  return isFound === isNegated ? "unmet" : "met";
}

function leastOf(wanted: Wanted): number {
  return wanted.kind === "text" ? wanted.text.length : 0;
}

function finds(wanted: Exclude<Wanted, { kind: "mysql-packet" }>, came: Buffer): boolean | undefined {
  if (wanted.kind === "text") return came.includes(Buffer.from(wanted.text, "latin1"));
  const text = wanted.over === "hex" ? came.toString("hex").toUpperCase() : came.toString("latin1");
  const pattern = boundedPattern(wanted.pattern, text.length);
  // the `$` of PCRE stands before a last line feed, too
  return pattern === undefined ? undefined : pattern.test(text) || pattern.test(text.replace(/\n$/, ""));
}

function packetFits(came: Buffer, place: 0 | 1, isEnd: boolean): Fit {
  const short = isEnd ? "unmet" : "open";
  let at = 0;
  for (let packet = 0; packet <= place; packet++) {
    if (came.length < at + MYSQL_HEAD) return short;
    const end = at + MYSQL_HEAD + came.readUIntLE(at, 3);
    if (came.length < end) return short;
    if (packet === place) return came[at + MYSQL_HEAD] === MYSQL_ERROR ? "unmet" : "met";
    at = end;
  }
  return short;
}
