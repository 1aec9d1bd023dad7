import { describe, expect, it } from "vitest";
import type { Endpoint } from "../../src/model/config.ts";
import { assumed } from "../../src/model/source.ts";
import { failuresToEmpty, requestsToEmpty } from "../../src/testimony/empty-pool.ts";
import { endpoint } from "../given/gateway.ts";

const at = { file: "/etc/gateway.conf", line: 1, column: 1 };

function pool(...maxFails: readonly number[]): readonly Endpoint[] {
  return maxFails.map((failures, index) => {
    const window = assumed(10_000, at);
    const ejection =
      failures === 0 ? undefined : { failures: assumed(failures, at), windowMs: window, penaltyMs: window };
    return endpoint(`10.0.0.${index + 1}:80`, { ejection });
  });
}

// measured with nginx 1.22.1: the first 502 of a group whose servers all answer 500
describe("requests that every endpoint answers with a listed status", () => {
  it.each([
    [[1, 1], 0, 2],
    [[2, 2, 2], 0, 3],
    [[1, 1, 1], 2, 3],
  ])("max_fails %j, tries %i: %i requests", (maxFails, tries, count) => {
    expect(requestsToEmpty(pool(...maxFails), tries, 100)?.count).toBe(count);
  });

  it("one that is never taken out serves on", () => {
    expect(requestsToEmpty(pool(1, 0), 0, 100)).toBeUndefined();
  });

  it("takes as many requests as an endpoint stands failures, however many endpoints there are", () => {
    const started = performance.now();
    expect(requestsToEmpty(pool(...Array.from({ length: 10_000 }, () => 1)), 0, 100)?.count).toBe(2);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("with one try nothing counts", () => {
    expect(requestsToEmpty(pool(1, 1), 1, 100)).toBeUndefined();
  });
});

it("counts the failed connections that empty a group", () => {
  expect(failuresToEmpty(pool(1, 3))).toEqual({ count: 4, windowMs: 10_000, penaltyMs: 10_000 });
  expect(failuresToEmpty(pool(1, 0))).toBeUndefined();
});
