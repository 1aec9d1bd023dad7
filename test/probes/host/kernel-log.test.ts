import { describe, expect, it } from "vitest";
import { journalLine, recordLine } from "../../../src/probes/host/kernel-log.ts";

const KILL = "Out of memory: Killed process 9 (node) total-vm:1kB, anon-rss:2kB";

describe("a line of the kernel's log", () => {
  it("is the kernel's own word with its time", () => {
    expect(recordLine(`3,2,5000000,-;${KILL}\n SUBSYSTEM=x`, 1_000)).toEqual([{ at: 6_000, text: KILL }]);
  });
  it("proves nothing where a program wrote it, as any that may write to /dev/kmsg can", () => {
    for (const prefix of [8, 11, 12, 30])
      expect(recordLine(`${prefix},2,5000000,-;${KILL}`, 0), `${prefix}`).toEqual([]);
    expect(recordLine("garbage", 0)).toEqual([]);
  });
  it("is the same in the journal's copy, which keeps apart who wrote it", () => {
    const entry = (facility: string) =>
      JSON.stringify({
        __REALTIME_TIMESTAMP: "1700000006000000",
        SYSLOG_FACILITY: facility,
        _TRANSPORT: "kernel",
        MESSAGE: `${KILL} "SYSLOG_FACILITY":"0"`,
      });
    expect(journalLine(entry("0"))).toMatchObject([{ at: 1_700_000_006_000 }]);
    expect(journalLine(entry("1"))).toEqual([]);
    expect(journalLine("-- No entries --")).toEqual([]);
  });
});
