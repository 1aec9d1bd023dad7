import { expect, it } from "vitest";
import { closerLook } from "../../../src/probes/resources/closer-look.ts";

it("measures this host's memory and processors", async () => {
  const { memory, busyPercent } = await closerLook();
  expect(memory?.totalBytes).toBeGreaterThan(2 ** 26);
  expect(memory?.availableBytes).toBeLessThanOrEqual(memory?.totalBytes ?? 0);
  expect(busyPercent).toBeGreaterThanOrEqual(0);
  expect(busyPercent).toBeLessThanOrEqual(100);
});
