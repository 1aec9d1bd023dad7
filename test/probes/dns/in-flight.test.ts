import { expect, it } from "vitest";
import { inFlight } from "../../../src/probes/dns/in-flight.ts";

it("runs no more at once than allowed for a key, and all in the end, also when some fail", async () => {
  const throttle = inFlight(3);
  let running = 0;
  let most = 0;
  const job = (index: number) =>
    throttle("one", async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (index % 4 === 0) throw new Error("no");
      return index;
    }).catch(() => -1);
  const results = await Promise.all(Array.from({ length: 20 }, (_, index) => job(index)));
  expect(most).toBe(3);
  expect(results.filter((result) => result >= 0)).toHaveLength(15);
  await expect(throttle("one", async () => "still works")).resolves.toBe("still works");
});
