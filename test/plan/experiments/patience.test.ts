import { describe, expect, it } from "vitest";
import { patience } from "../../../src/plan/experiments/patience.ts";
import { triedValues } from "../../given/ground.ts";
import { exchange, plain, silence } from "../../given/observation.ts";

const waiting = (readIdleMs: number) => {
  const request = plain();
  return { outcome: silence, request: { ...request, limits: { ...request.limits, readIdleMs } } };
};

describe("patience", () => {
  it("waits ten times the gateway's limit, and never longer than 20 s", () => {
    expect(triedValues(patience, [exchange({}, waiting(1_000))])).toEqual(["10000 ms"]);
    expect(triedValues(patience, [exchange({}, waiting(60_000))])).toEqual(["20000 ms"]);
  });
  it("stays shut where uhc has waited as long already, and after an answer", () => {
    expect(triedValues(patience, [exchange({}, waiting(100))])).toEqual([]);
    expect(triedValues(patience, [exchange()])).toEqual([]);
  });
});
