import type { LogReader, LogStamp } from "../../model/log-grammar.ts";
import type { LogWrapper } from "../../model/request.ts";
import { stampOfEpoch } from "../../text/log-stamp.ts";

/** A gateway's own line, taken out of what stands around it, with the stamp of that, where it has one to be trusted. */
interface Unwrapped {
  readonly line: Uint8Array;
  readonly stamp: LogStamp | undefined;
}

type Unwrap = (line: Uint8Array) => Unwrapped | undefined;

/** A reader of such lines from a reader of the gateway's own. */
export function unwrapping(wrapper: LogWrapper, reader: LogReader): LogReader {
  if (wrapper === "none") return reader;
  const { isOwn } = reader;
  const inner = { stamp: reader.stamp, open: reader.open };
  const unwrap = wrapper === "journal" ? withoutTag(journal, inner) : UNWRAP[wrapper];
  return {
    ...(isOwn && {
      isOwn: (line: Uint8Array) => {
        const unwrapped = unwrap(line);
        return unwrapped !== undefined && isOwn(unwrapped.line);
      },
    }),
    stamp: (line) => {
      const unwrapped = unwrap(line);
      // a stamp around a line that is not the gateway's is none of the log's
      return unwrapped && (inner.stamp(unwrapped.line) === undefined ? undefined : stampOf(unwrapped, inner));
    },
    open: (line) => {
      const unwrapped = unwrap(line);
      const opened = unwrapped && inner.open(unwrapped.line);
      return opened && { ...opened, stamp: unwrapped.stamp ?? opened.stamp };
    },
  };
}

function stampOf({ line, stamp }: Unwrapped, inner: LogReader): LogStamp | undefined {
  return stamp ?? inner.stamp(line);
}

const UNWRAP = {
  syslog,
  journal,
  docker,
  cri,
} as const satisfies Record<Exclude<LogWrapper, "none">, Unwrap>;

/** A head has no more than this: names of hosts and programs are short. */
const HEAD_BYTES = 400;
/** RFC 3164 and what rsyslog and syslog-ng write into files, RFC 5424 with its structured data. */
const SYSLOG_HEAD =
  /^(?:<\d{1,3}>)?(?:1 )?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.:+Z-]*) (?:\S+ )?[\w./-]+(?:\[\d+\])?(?:: ?| \S+ \S+ (?:-|(?:\[[^\]]*\])+) )/;

/** The gateway's own stamp counts: that of syslog has no year. */
function syslog(line: Uint8Array): Unwrapped | undefined {
  const head = SYSLOG_HEAD.exec(textOf(line.subarray(0, HEAD_BYTES)))?.[0];
  return head === undefined ? undefined : { line: line.subarray(head.length), stamp: undefined };
}

/** `journalctl -o json`: MESSAGE is a text, or a list of bytes where it is no UTF-8 (systemd's Journal Export Formats). */
function journal(line: Uint8Array): Unwrapped | undefined {
  const { MESSAGE: message, __REALTIME_TIMESTAMP: micros } = objectOf(line);
  const inner =
    typeof message === "string"
      ? Buffer.from(message)
      : Array.isArray(message)
        ? bytesOf(message)
        : undefined;
  if (inner === undefined) return undefined;
  return {
    line: inner,
    stamp: typeof micros === "string" ? stampOfEpoch(Number(micros) / 1_000) : undefined,
  };
}

/** "gw-1 nginx: …": journald takes the head off what comes through /dev/log, but for a host name, which it does not expect there. */
const HOST_AND_TAG = /^[\w.-]{1,64} [\w./-]{1,48}(?:\[\d+\])?: /;

function withoutTag(unwrap: Unwrap, reader: Pick<LogReader, "stamp">): Unwrap {
  return (line) => {
    const whole = unwrap(line);
    if (whole === undefined || reader.stamp(whole.line) !== undefined) return whole;
    const head = HOST_AND_TAG.exec(textOf(whole.line.subarray(0, HEAD_BYTES)))?.[0];
    return head === undefined ? whole : { ...whole, line: whole.line.subarray(head.length) };
  };
}

function bytesOf(list: readonly unknown[]): Buffer {
  return Buffer.from(list.filter((one) => typeof one === "number"));
}

/** Docker's json-file driver: {"log":"…\n","stream":"stderr","time":"2026-11-28T03:00:00.123456789Z"}. */
function docker(line: Uint8Array): Unwrapped | undefined {
  const { log, time } = objectOf(line);
  if (typeof log !== "string" || typeof time !== "string") return undefined;
  return { line: Buffer.from(log.replace(/\n$/, "")), stamp: stampOfEpoch(Date.parse(time)) };
}

const CRI_HEAD = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) (?:stdout|stderr) [FP] /;

/** Kubernetes: container runtimes write "STAMP STREAM F LINE" (CRI logging format). */
function cri(line: Uint8Array): Unwrapped | undefined {
  const match = CRI_HEAD.exec(textOf(line.subarray(0, HEAD_BYTES)));
  if (match === null) return undefined;
  return { line: line.subarray(match[0].length), stamp: stampOfEpoch(Date.parse(match[1] ?? "")) };
}

function objectOf(line: Uint8Array): Readonly<Record<string, unknown>> {
  if (line[0] !== 0x7b) return {};
  try {
    const parsed: unknown = JSON.parse(asBuffer(line).toString("utf8"));
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function textOf(bytes: Uint8Array): string {
  return asBuffer(bytes).toString("latin1");
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
