import type { LogGrammar, LogReader, LogStamp, OpenLine } from "../../model/log-grammar.ts";
import { linesOf } from "./log-access.ts";
import { eventsIn } from "./log-events.ts";
import { CLF_FORMAT, type Fields, HTTP_FORMAT, lineSplitter, TCP_FORMAT } from "./log-format.ts";
import { ownStamp, readPrefix } from "./log-prefix.ts";
import { isTermination } from "./log-termination.ts";

/**
 * How HAProxy writes: traffic, health checks and alarms all go to syslog together, so that any of its logs may hold each of
 * them; what it says at a start, and its alarms once more, stand in the journal.
 */
export const haproxyLog: LogGrammar = { error: readerOf(undefined), access: readerOf };

type Splitter = (line: string) => Fields | undefined;

/** `format`: the text of `log-format`; undefined where one of HAProxy's own formats is in use. */
function readerOf(format: string | undefined): LogReader {
  const own = [HTTP_FORMAT, TCP_FORMAT, CLF_FORMAT].map(lineSplitter);
  const splitters = format === undefined ? own : [lineSplitter(format), ...own];
  const open = (line: Uint8Array): OpenLine | undefined => openLine(textOf(line), splitters);
  return { open, stamp: (line) => open(line)?.stamp };
}

function textOf(line: Uint8Array): string {
  return Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString("latin1");
}

function openLine(text: string, splitters: readonly Splitter[]): OpenLine | undefined {
  const { stamp, level, isNamed, body } = readPrefix(text);
  const fields = level === undefined ? trafficIn(body, splitters) : undefined;
  if (fields !== undefined) return { stamp: stamp ?? stampIn(fields), text, said: () => linesOf(fields) };
  const events = eventsIn(body, level);
  // other programs write to syslog too
  return isNamed || events.length > 0 ? { stamp, text, said: () => events } : undefined;
}

/** A line of traffic names its server or its end, or it is no line of that format. */
function trafficIn(body: string, splitters: readonly Splitter[]): Fields | undefined {
  for (const split of splitters) {
    const fields = split(body);
    const ending = fields?.get("tsc") ?? fields?.get("ts");
    const isOf =
      ending === undefined ? /^(?:-1|\d{3})$/.test(fields?.get("ST") ?? "") : isTermination(ending);
    if (fields !== undefined && isOf) return fields;
  }
  return undefined;
}

/** Variables that hold a time, the one in UTC first. */
const TIMES = ["trg", "T", "trl", "Tl", "tr", "t", "Ts"];

function stampIn(fields: Fields): LogStamp | undefined {
  for (const name of TIMES) {
    const stamp = ownStamp(fields.get(name) ?? "");
    if (stamp !== undefined) return stamp;
  }
  return undefined;
}
