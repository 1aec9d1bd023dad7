import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogReader } from "../../../src/model/log-grammar.ts";
import { LOG_WRAPPERS } from "../../../src/model/request.ts";
import { unwrapping } from "../../../src/probes/logs/unwrap.ts";

/** Gives back the line that it is handed. */
const echo: LogReader = {
  stamp: () => ({ year: 2026, month: 1, day: 1, hour: 0, minute: 0, second: 0, offsetMinutes: undefined }),
  open: (line) => ({ stamp: undefined, text: Buffer.from(line).toString("utf8"), said: () => [] }),
};
const unwrapped = (wrapper: (typeof LOG_WRAPPERS)[number], line: string) =>
  unwrapping(wrapper, echo).open(Buffer.from(line))?.text;

describe("what stands around a line", () => {
  it.each([
    ["<187>Nov 28 03:00:00 gw nginx: the line", "the line"],
    ["Nov  8 03:00:00 gw-1.example nginx[12]: the line", "the line"],
    ["2026-11-28T03:00:00.123456+01:00 gw nginx: the line", "the line"],
    ['<190>1 2026-11-28T03:00:00Z gw nginx 12 - [x@1 a="b"] the line', "the line"],
  ])("syslog: %s", (line, inner) => {
    expect(unwrapped("syslog", line)).toBe(inner);
  });
  it("takes off no more than is there", () => {
    expect(unwrapped("syslog", "2026/11/28 03:00:00 [error] 1#1: x: y")).toBeUndefined();
    expect(unwrapped("journal", '{"level":"info"}')).toBeUndefined();
    expect(unwrapped("docker", '{"log":"x"}')).toBeUndefined();
  });
  it("journald: a text, or bytes where it is none", () => {
    expect(unwrapped("journal", '{"MESSAGE":"a line"}')).toBe("a line");
    expect(unwrapped("journal", '{"MESSAGE":[97,98]}')).toBe("ab");
  });
  it("never throws, whatever stands there", () => {
    fc.assert(
      fc.property(fc.constantFrom(...LOG_WRAPPERS), fc.uint8Array({ maxLength: 200 }), (wrapper, bytes) => {
        const reader = unwrapping(wrapper, echo);
        reader.open(bytes);
        reader.stamp(bytes);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...LOG_WRAPPERS), fc.json(), (wrapper, text) => {
        unwrapping(wrapper, echo).open(Buffer.from(text));
      }),
    );
  });
});
