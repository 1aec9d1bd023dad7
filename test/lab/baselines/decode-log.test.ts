import { describe, expect, it } from "vitest";
import { refusedLines } from "../log-lines.ts";
import { asCause, decodeLog } from "./decode-log.ts";

describe("the decoder of error logs", () => {
  it("takes the first line that it knows", () => {
    const later = refusedLines(0, 1).replace("(111: Connection refused)", "(113: No route to host)");
    expect(decodeLog(refusedLines(60_000, 2) + later, Date.now())).toBe("port-refused");
  });

  it("leaves out what is older than an hour", () => {
    expect(decodeLog(refusedLines(7_200_000, 5), Date.now())).toBeNull();
  });

  it("says nothing about lines that it does not know", () => {
    expect(decodeLog("2026/11/22 10:00:00 [error] 1#1: *1 something else\n", Date.now())).toBeNull();
  });

  it("knows a cause's id from another word", () => {
    expect([asCause("port-refused"), asCause("healthy"), asCause("toString")]).toEqual([
      "port-refused",
      undefined,
      undefined,
    ]);
  });
});
