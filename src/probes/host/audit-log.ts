import { open } from "node:fs/promises";
import type { KernelLine } from "./kernel-log.ts";

/** The end of the file that is read: a busy host writes some megabytes a day, and denials that matter are fresh. */
const MOST_BYTES = 1 << 20;

/**
 * Denials in the log of auditd, which takes them away from the kernel's own log where it runs (auditd(8)). Root alone may read
 * it; nothing where it is not there.
 */
export async function auditDenials(path: string): Promise<readonly KernelLine[]> {
  const file = await open(path, "r").catch(() => undefined);
  if (file === undefined) return [];
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - MOST_BYTES);
    const buffer = Buffer.alloc(Math.min(size, MOST_BYTES));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
    return buffer.toString("utf8", 0, bytesRead).split("\n").flatMap(auditLine);
  } catch {
    return [];
  } finally {
    await file.close();
  }
}

/** "type=AVC msg=audit(1700000000.123:456): avc:  denied  { name_connect } for …": seconds since the epoch. */
export function auditLine(line: string): readonly KernelLine[] {
  const [, seconds, text] =
    /^type=(?:AVC|APPARMOR_DENIED|1400) msg=audit\((\d{1,12}\.\d{3}):\d+\): (.*)$/.exec(line) ?? [];
  return seconds === undefined || text === undefined ? [] : [{ at: Number(seconds) * 1000, text }];
}
