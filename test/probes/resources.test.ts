import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type CloserLook, resourceProbe } from "../../src/probes/resources.ts";
import { givenContext } from "./given-context.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A /proc with this much memory (of 1,000,000 kB) and this much waiting. */
function proc(available: number, cpuSome = 1, memorySome = 0): string {
  const folder = mkdtempSync(join(tmpdir(), "uhc-proc-"));
  folders.push(folder);
  const line = (percent: number) => `some avg10=${percent.toFixed(2)} avg60=0.00 avg300=0.00 total=1\n`;
  mkdirSync(join(folder, "pressure"));
  writeFileSync(join(folder, "meminfo"), `MemTotal: 1000000 kB\nMemAvailable: ${available} kB\n`);
  writeFileSync(join(folder, "pressure", "cpu"), line(cpuSome));
  writeFileSync(join(folder, "pressure", "memory"), line(memorySome));
  return folder;
}

async function look(at: string, closer: () => Promise<CloserLook>, wanted: readonly string[] = []) {
  const probe = resourceProbe({ proc: at, root: "", closerLook: closer });
  const [seen] = await probe({ kind: "resources", folders: wanted }, givenContext());
  if (seen?.kind !== "resources") throw new Error("nothing was measured");
  return seen.facts;
}

const SHORT = { totalBytes: 100, availableBytes: 1, swapTotalBytes: 0, swapUsedBytes: 0 };

describe("a look at the host", () => {
  it("is a glance where nothing is short: no library is loaded", async () => {
    const closer = vi.fn(async () => ({ memory: SHORT, busyPercent: 99 }));
    const { memory, cpu } = await look(proc(500_000), closer);
    expect(closer).not.toHaveBeenCalled();
    expect(memory?.availableBytes).toBe(512_000_000);
    expect(cpu?.busyPercent).toBeUndefined();
  });
  it.each([
    ["memory is low", () => proc(50_000)],
    ["tasks wait for a processor", () => proc(500_000, 40)],
    ["tasks wait for memory", () => proc(500_000, 0, 30)],
    ["the kernel's files are not there", () => "/nowhere"],
  ])("is a closer one where %s", async (_, at) => {
    const { memory, cpu } = await look(at(), async () => ({ memory: SHORT, busyPercent: 99 }));
    expect([memory, cpu?.busyPercent]).toEqual([SHORT, 99]);
  });
  it("keeps what the glance saw when the closer look fails", async () => {
    const { memory } = await look(proc(50_000), () => Promise.reject(new Error("no such library")));
    expect(memory?.availableBytes).toBe(51_200_000);
  });
  it("takes in the disks under the folders, and passes over what is none", async () => {
    const { disks } = await look(proc(500_000), async () => ({ memory: undefined, busyPercent: undefined }), [
      tmpdir(),
      "/proc",
      "/nowhere/at/all",
    ]);
    expect(disks.map(({ folder }) => folder)).toEqual([tmpdir()]);
    expect(disks[0]?.usedBytes).toBeGreaterThan(0);
  });
});
