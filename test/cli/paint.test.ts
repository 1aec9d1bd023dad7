import { describe, expect, it } from "vitest";
import { type ColorChoice, paint, wantsColor } from "../../src/cli/paint.ts";
import { span } from "../../src/report/style.ts";

const terminal = { isTTY: true, columns: 80, write: () => {} };
const pipe = { isTTY: false, columns: undefined, write: () => {} };

describe("wantsColor", () => {
  it.each<[string, ColorChoice, Record<string, string>, boolean, boolean]>([
    ["nothing is said", "auto", {}, true, false],
    ["--color always", "always", {}, true, true],
    ["--color never", "never", {}, false, false],
    ["NO_COLOR is set", "auto", { NO_COLOR: "1" }, false, false],
    ["NO_COLOR is empty, which says nothing", "auto", { NO_COLOR: "" }, true, false],
    ["FORCE_COLOR is set", "auto", { FORCE_COLOR: "1" }, true, true],
    ["FORCE_COLOR is 0", "auto", { FORCE_COLOR: "0" }, false, false],
    ["both are set and FORCE_COLOR wins", "auto", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, true],
    ["--color wins over NO_COLOR", "always", { NO_COLOR: "1" }, true, true],
    ["--color wins over FORCE_COLOR", "never", { FORCE_COLOR: "1" }, false, false],
    ["the terminal is dumb", "auto", { TERM: "dumb" }, false, false],
    ["FORCE_COLOR wins over a dumb terminal", "auto", { TERM: "dumb", FORCE_COLOR: "1" }, true, true],
    ["CI is set, which is about motion and not about colour", "auto", { CI: "true" }, true, false],
  ])("when %s", (_, choice, variables, onTerminal, onPipe) => {
    expect(wantsColor(terminal, choice, variables)).toBe(onTerminal);
    expect(wantsColor(pipe, choice, variables)).toBe(onPipe);
  });
});

describe("paint", () => {
  const page = [[span("DOWN", "bad"), span("  "), span("api", "strong")], [span("plain")]];

  it("writes no escape byte without colour", async () => {
    expect(await paint(page, false)).toBe("DOWN  api\nplain\n");
  });

  it("colours what has a style, and says the same", async () => {
    const text = await paint(page, true);
    expect(text).toContain("\x1b[");
    expect(text.replace(/\x1b\[\d+m/g, "")).toBe("DOWN  api\nplain\n");
  });

  it("does not ask chalk whether colour is wanted", async () => {
    const before = process.env.NO_COLOR;
    process.env.NO_COLOR = "1";
    expect(await paint(page, true)).toContain("\x1b[");
    if (before === undefined) delete process.env.NO_COLOR;
    else process.env.NO_COLOR = before;
  });
});
