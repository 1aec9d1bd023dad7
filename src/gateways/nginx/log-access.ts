import {
  type LogLine,
  type LogReader,
  type LogWord,
  type OpenLine,
  repeatable,
} from "../../model/log-grammar.ts";
import { isServerError } from "../../model/server-error.ts";
import { latin1 } from "./latin1.ts";
import { accessStamps } from "./log-access-stamp.ts";
import { COMBINED, type Fields, lineSplitter } from "./log-format.ts";
import { JSON_GUESS, PAIRS_GUESS } from "./log-guesses.ts";
import { jsonFields, pairsSplitter } from "./log-loose.ts";

/**
 * Reads an access log: what the client got, whom nginx had asked, and each try before that one. `format` is the text of
 * the `log_format`; undefined for `combined`, which names no upstream.
 */
export function accessReader(format: string | undefined): LogReader {
  const split = splitterFor(format);
  const stampOf = accessStamps();
  const open = (line: Uint8Array): OpenLine | undefined => {
    const text = latin1(line);
    const fields = split(text);
    // a line of another program may fall apart by the same marks: then a word stands in the status's place
    if (fields !== undefined && statusOf(fields.get("status") ?? "000") === undefined) return undefined;
    return fields && { stamp: stampOf(fields), text, said: () => linesOf(fields) };
  };
  return { open, stamp: (line) => open(line)?.stamp };
}

function splitterFor(format: string | undefined): (line: string) => Fields | undefined {
  if (format === JSON_GUESS) return jsonFields;
  return format === PAIRS_GUESS ? pairsSplitter() : lineSplitter(format ?? COMBINED);
}

function linesOf(fields: Fields): readonly LogLine[] {
  const status = statusOf(fields.get("status"));
  if (status === undefined) return [];
  const peers = triesOf(fields.get("upstream_addr"));
  const statuses = triesOf(fields.get("upstream_status"));
  const last = Math.max(0, peers.length - 1);
  const lines: LogLine[] = [];
  for (let index = 0; index < last; index += 1) {
    const tried = statusOf(statuses[index]);
    if (tried !== undefined) lines.push(line(`try-${tried}`, peers[index], undefined, fields));
  }
  const detail = isServerError(status) ? whoseAnswer(status, fields, statuses[last]) : undefined;
  const durationMs = status >= 499 ? durationOf(fields.get("request_time")) : undefined;
  lines.push({
    ...line(`access-${status}`, peers[last], detail, fields),
    ...repeatable(methodOf(fields)),
    ...(durationMs !== undefined && { durationMs }),
  });
  return lines;
}

function line(event: LogWord, peer: string | undefined, detail: string | undefined, fields: Fields): LogLine {
  const upstream = fields.get("proxy_upstream_name");
  const named = upstream === undefined || upstream === "" || upstream === "-" ? undefined : upstream;
  return { event, level: "access", peer, upstream: named, errno: undefined, detail };
}

/** "POST" of "POST /cart HTTP/1.1". What is no method is a client's nonsense, and no upstream was asked. */
function methodOf(fields: Fields): string | undefined {
  const text = fields.get("request_method") ?? fields.get("request") ?? "";
  return /^([A-Z]{1,20})(?: |$)/.exec(text)?.[1];
}

/** "60.001" seconds. How long good answers took is of no use here. */
function durationOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) * 1_000 : undefined;
}

/**
 * "upstream" where the status came from the endpoint, "gateway" where nginx made it up: then no header was received.
 * Undefined where the format does not tell.
 */
function whoseAnswer(status: number, fields: Fields, lastStatus: string | undefined): string | undefined {
  if (!fields.has("upstream_status")) return undefined;
  if (statusOf(lastStatus) !== status) return "gateway";
  const headerTime = triesOf(fields.get("upstream_header_time")).at(-1);
  if (!fields.has("upstream_header_time")) return undefined;
  return headerTime === undefined || headerTime === "-" ? "gateway" : "upstream";
}

/** "a, b : c": tries are parted by commas, groups by colons (ngx_http_upstream_module, embedded variables). */
function triesOf(list: string | undefined): readonly string[] {
  if (list === undefined || list === "" || list === "-") return [];
  return list.split(/, | : /);
}

/** "009" is how nginx writes an answer without any status line. */
function statusOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{3}$/.test(text) ? Number(text) : undefined;
}
