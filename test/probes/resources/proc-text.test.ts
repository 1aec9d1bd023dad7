import { describe, expect, it } from "vitest";
import { memoryFrom, pressureFrom } from "../../../src/probes/resources/proc-text.ts";

const MEMINFO = [
  "MemTotal:        8000000 kB",
  "MemFree:          200000 kB",
  "MemAvailable:    5000000 kB",
  "SwapTotal:       2000000 kB",
  "SwapFree:        1500000 kB",
].join("\n");

describe("/proc/meminfo", () => {
  it("gives what is available and how much swap is used", () => {
    expect(memoryFrom(MEMINFO)).toEqual({
      totalBytes: 8_192_000_000,
      availableBytes: 5_120_000_000,
      swapTotalBytes: 2_048_000_000,
      swapUsedBytes: 512_000_000,
    });
  });
  it("says nothing without what is available, as on old kernels", () => {
    expect(memoryFrom(MEMINFO.replace("MemAvailable", "MemOther"))).toBeUndefined();
    expect(memoryFrom("")).toBeUndefined();
  });
});

describe("/proc/pressure", () => {
  const some = "some avg10=12.50 avg60=6.45 avg300=36.17 total=2183693661\n";
  const full = "full avg10=3.00 avg60=0.00 avg300=0.00 total=0\n";
  it("gives percent of the last ten seconds", () => {
    expect(pressureFrom(some, some + full, full)).toEqual({
      cpuSome: 12.5,
      memorySome: 12.5,
      memoryFull: 3,
      ioFull: 3,
    });
  });
  it("says nothing where the kernel keeps no account", () => {
    expect(pressureFrom(undefined, some, some)).toBeUndefined();
  });
});
