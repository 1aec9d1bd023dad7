import { describe, expect, it } from "vitest";
import { mayAnimate, progressText } from "../../src/cli/progress.ts";
import { surroundings } from "../given/environment.ts";

const terminal = { isTTY: true, columns: 80, write: () => {} };

describe("mayAnimate", () => {
  const on = (variables: Record<string, string>, isQuiet = false) =>
    mayAnimate(surroundings({ stderr: terminal, variables }).environment, isQuiet);

  it("is for a terminal", () => expect(on({ TERM: "xterm" })).toBe(true));
  it("is not for a pipe or a file", () => expect(mayAnimate(surroundings().environment, false)).toBe(false));
  it("is not for a terminal that does not know its width", () => {
    const stderr = { ...terminal, columns: undefined };
    expect(mayAnimate(surroundings({ stderr }).environment, false)).toBe(false);
  });
  it("is not for those who want quiet", () => expect(on({}, true)).toBe(false));
  it("is not for CI", () => expect(on({ CI: "true" })).toBe(false));
  it("takes CI=false at its word", () => expect(on({ CI: "false" })).toBe(true));
  it("is not for a dumb terminal", () => expect(on({ TERM: "dumb" })).toBe(false));
});

describe("progressText", () => {
  it("counts what was started against the plan", () => {
    const text = progressText();
    expect(text({ event: "planned", steps: 3 })).toBeUndefined();
    expect(text({ event: "step-started", what: "connect to 10.0.0.5:80" })).toBe(
      "1 of 3  connect to 10.0.0.5:80",
    );
  });

  it("does not say 2 of 1 when a step brings forth another", () => {
    const text = progressText();
    text({ event: "planned", steps: 1 });
    text({ event: "step-started", what: "a" });
    expect(text({ event: "step-started", what: "b" })).toBe("2 of 2  b");
  });

  it("shows neither escapes nor secrets of what is asked", () => {
    const text = progressText()({ event: "step-started", what: "\x1b[2Jhttp://u:pw@h/" });
    expect(text).toBe("1 of 1  \\x1b[2Jhttp://[redacted]@h/");
  });
});
