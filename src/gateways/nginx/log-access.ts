import type { LogLine, LogReader, LogStamp } from "../../model/log-grammar.ts";
import { accessStamp } from "./log-access-stamp.ts";
import { COMBINED, type Fields, lineSplitter } from "./log-format.ts";

/** A line that is longer was written by someone who wants it to be. */
const MAX_STAMP_BYTES = 8_192;

/**
 * Reads an access log: what the client got, whom nginx had asked, and each try before that one. `format` is the text of
 * the `log_format`; undefined for `combined`, which names no upstream.
 */
export function accessReader(format: string | undefined): LogReader {
  const split = lineSplitter(format ?? COMBINED);
  return {
    stamp: (line) => stampOf(split(latin1(line))),
    wants: () => true,
    read: (line) => {
      const fields = split(line);
      return fields === undefined ? [] : linesOf(fields);
    },
  };
}

function latin1(line: Uint8Array): string {
  return Buffer.from(line.buffer, line.byteOffset, Math.min(line.byteLength, MAX_STAMP_BYTES)).toString(
    "latin1",
  );
}

function stampOf(fields: Fields | undefined): LogStamp | undefined {
  return fields === undefined ? undefined : accessStamp(fields);
}

function linesOf(fields: Fields): readonly LogLine[] {
  const status = statusOf(fields.get("status"));
  if (status === undefined) return [];
  const peers = triesOf(fields.get("upstream_addr"));
  const statuses = triesOf(fields.get("upstream_status"));
  const last = peers.length - 1;
  const base = { level: "access", upstream: undefined, errno: undefined } as const;
  const before = peers.slice(0, -1).flatMap((peer, index): readonly LogLine[] => {
    const tried = statusOf(statuses[index]);
    return tried === undefined ? [] : [{ ...base, event: `try-${tried}`, peer, detail: undefined }];
  });
  const detail = status >= 500 ? whoseAnswer(status, fields, statuses[last]) : undefined;
  return [...before, { ...base, event: `access-${status}`, peer: peers[last], detail }];
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
