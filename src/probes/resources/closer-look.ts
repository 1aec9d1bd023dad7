import type { CloserLook } from "../resources.ts";

/** Apart as far as the library needs to measure anew: it gives the same again within 200 ms. */
const APART_MS = 250;

/**
 * Memory and processor use as systeminformation measures them. Of this library only `mem` and `currentLoad` are ever
 * called: both read counters alone, while many of its other functions start programs, some with a history of command
 * injection (CVE-2026-50289). Loaded here and not before.
 */
export async function closerLook(): Promise<CloserLook> {
  // Its names hang on the default alone once it is bundled.
  const { currentLoad, mem } = (await import("systeminformation")).default;
  await currentLoad();
  const [memory] = await Promise.all([mem(), new Promise((resolve) => setTimeout(resolve, APART_MS))]);
  const load = await currentLoad();
  return {
    memory: {
      totalBytes: memory.total,
      availableBytes: memory.available,
      swapTotalBytes: memory.swaptotal,
      swapUsedBytes: memory.swapused,
    },
    busyPercent: load.currentLoad,
  };
}
