import { describe, expect, it } from "vitest";
import { smallAnswer } from "../../../src/plan/experiments/small-answer.ts";
import { triedValues } from "../../given/ground.ts";
import { exchange, plain, silence } from "../../given/observation.ts";

describe("small-answer", () => {
  it("asks for the header alone where a GET is never answered", () => {
    expect(triedValues(smallAnswer, [exchange({}, { outcome: silence })])).toEqual(["HEAD"]);
  });
  it("stays shut where something came, and for other methods", () => {
    expect(triedValues(smallAnswer, [exchange({ firstByteMs: 4 }, { outcome: silence })])).toEqual([]);
    const request = plain({ method: "HEAD" });
    expect(triedValues(smallAnswer, [exchange({}, { outcome: silence, request })])).toEqual([]);
    expect(triedValues(smallAnswer, [exchange()])).toEqual([]);
  });
});
