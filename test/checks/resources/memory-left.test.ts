import { describe, expect, it } from "vitest";
import check from "../../../checks/resources/memory-left.ts";
import { resources } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, event, log } from "../../given/network.ts";

const GIB = 2 ** 30;
const failing = connect("10.0.0.5:80", "silence");
const memory = (availableBytes: number, swapTotalBytes = 0, swapUsedBytes = 0) =>
  resources({ memory: { totalBytes: 8 * GIB, availableBytes, swapTotalBytes, swapUsedBytes } });
const none = memory(0.05 * GIB);

describe("memory", () => {
  it("that the gateway asked for in vain is a root cause", () => {
    const found = strongest(verdict(check, [log(event("memory-exhausted", { errno: 12 })), none]));
    expect(found).toMatchObject({ cause: "memory-exhausted", role: "root", extent: "some" });
  });
  it("that is gone makes failures worse, and is a note without any", () => {
    expect(said(verdict(check, [none, failing]))).toEqual(["contributing memory-exhausted"]);
    expect(said(verdict(check, [none, connect("10.0.0.5:80")]))).toEqual(["latent memory-exhausted"]);
    expect(strongest(verdict(check, [none])).evidence[0]).toBe("51 MiB of 8.0 GiB memory available, no swap");
  });
  it("that everybody waits for is gone too", () => {
    const pressure = { cpuSome: 0, memorySome: 80, memoryFull: 40, ioFull: 0 };
    expect(said(verdict(check, [resources({ pressure })]))).toEqual(["latent memory-exhausted"]);
    expect(said(verdict(check, [resources({ pressure: { ...pressure, memoryFull: 5 } })]))).toEqual([]);
  });
  it("is well while there is some, or swap to write to", () => {
    expect(said(verdict(check, [resources(), failing]))).toEqual([]);
    expect(said(verdict(check, [memory(0.3 * GIB), failing]))).toEqual([]);
    expect(said(verdict(check, [memory(0.05 * GIB, 4 * GIB, 2 * GIB), failing]))).toEqual([]);
    expect(said(verdict(check, [memory(0.05 * GIB, 4 * GIB, 3.9 * GIB)]))).toEqual([
      "latent memory-exhausted",
    ]);
  });
  it("is skipped where nobody looked", () => {
    expect(verdict(check, []).status).toBe("skip");
  });
});
