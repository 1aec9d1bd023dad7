import { closeSync, constants, openSync, readSync } from "node:fs";
import { errorCode } from "../outcome.ts";
import { runTool } from "../tools/run-tool.ts";

/** One line of the kernel's log. */
export interface KernelLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
}

export type KernelLog = { readonly lines: readonly KernelLine[] } | { readonly unread: string };

/** A record of /dev/kmsg is never longer (kernel/printk: PRINTK_MESSAGE_MAX is 2,048, with its dictionary below this). */
const RECORD_BYTES = 8_192;
/** The ring buffer of a usual kernel holds a fifth of this. */
const MOST_RECORDS = 100_000;

/**
 * Reads the kernel's log: /dev/kmsg, which gives a record a read and says EAGAIN at its end; where that is closed to this
 * user (kernel.dmesg_restrict), the journal's copy of the last day.
 */
export async function kernelLog(path: string, bootedAt: number | undefined): Promise<KernelLog> {
  if (bootedAt === undefined) return { unread: "the time at which the host came up is unknown" };
  const own = recordsOf(path);
  if (typeof own !== "string") return { lines: own.flatMap((record) => recordLine(record, bootedAt)) };
  const copied = own === CLOSED ? await journal() : undefined;
  return copied === undefined ? { unread: own } : { lines: copied };
}

const CLOSED = "no permission to read the kernel's log";

function recordsOf(path: string): readonly string[] | string {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return readRecords(file);
  } catch (error) {
    const code = errorCode(error);
    return code === "EPERM" || code === "EACCES"
      ? CLOSED
      : `the kernel's log can't be read (${code ?? "unknown error"})`;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readRecords(file: number): readonly string[] {
  const records: string[] = [];
  const buffer = Buffer.alloc(RECORD_BYTES);
  while (records.length < MOST_RECORDS) {
    try {
      const length = readSync(file, buffer, 0, buffer.length, null);
      if (length === 0) break;
      records.push(buffer.toString("utf8", 0, length));
    } catch (error) {
      // EPIPE: the record was overwritten before it was read; the next read goes on behind it.
      if (errorCode(error) === "EPIPE") continue;
      if (errorCode(error) === "EAGAIN") break;
      throw error;
    }
  }
  return records;
}

/**
 * "6,339,5140900,-;text": priority and facility, number, microseconds since boot (Documentation/ABI/testing/dev-kmsg). Whoever
 * may write to /dev/kmsg can write anything there, but never in the kernel's own name: its facility is 0, and what programs
 * write is given another one (kernel/printk, devkmsg_write). What they say proves nothing.
 */
export function recordLine(record: string, bootedAt: number): readonly KernelLine[] {
  const [, prefix, micros, text] = /^(\d+),\d+,(\d+),[^;]*;([^\n]*)/.exec(record) ?? [];
  return micros === undefined || text === undefined || Number(prefix) >= FACILITY
    ? []
    : [{ at: bootedAt + Number(micros) / 1000, text: text.replace(/\\x([0-9a-f]{2})/g, "?") }];
}

/** The prefix holds the facility above three bits of level (syslog(3)). */
const FACILITY = 8;

const LIMITS = { timeoutMs: 1_500, maxBytes: 8 << 20 };
const JOURNAL = ["-k", "-o", "json", "--no-pager", "-q", "--since", "-24h", "-n", "5000"];

async function journal(): Promise<readonly KernelLine[] | undefined> {
  const answer = await runTool("journalctl", JOURNAL, LIMITS);
  const lines = "text" in answer ? answer.text.split("\n").flatMap(journalLine) : [];
  return lines.length > 0 ? lines : undefined;
}

/**
 * A line that is no entry (a warning that was printed first) is passed over, and so is what a program wrote into the kernel's
 * log: the journal keeps its facility (systemd.journal-fields(7)).
 */
export function journalLine(line: string): readonly KernelLine[] {
  const [, stamp] = /"__REALTIME_TIMESTAMP":"(\d{10,20})"/.exec(line) ?? [];
  const [, message] = /"MESSAGE":("(?:[^"\\]|\\.)*")/.exec(line) ?? [];
  if (stamp === undefined || message === undefined || !line.includes('"SYSLOG_FACILITY":"0"')) return [];
  try {
    return [{ at: Number(stamp) / 1000, text: String(JSON.parse(message)) }];
  } catch {
    return [];
  }
}
