import { describe, expect, it } from "vitest";
import { InputError, Interrupted, OutputError, UsageError } from "../../src/cli/faults.ts";
import { perform } from "../../src/cli/perform.ts";
import { surroundings } from "../given/environment.ts";

const CALL = { command: "diagnose", args: [], flags: new Map() } as const;

async function failing(error: unknown) {
  const given = surroundings({ engine: () => Promise.reject(error) });
  return { code: await perform(CALL, given.environment), ...given };
}

describe("perform", () => {
  it.each([
    [new UsageError("wrong", "right"), 2, "uhc: wrong\nright\n"],
    [new InputError("/x: no such file"), 2, "uhc: /x: no such file\n"],
    [new Interrupted("SIGINT"), 130, "uhc: ended by SIGINT\n"],
    [new Interrupted("SIGTERM"), 143, "uhc: ended by SIGTERM\n"],
    [new OutputError("full"), 3, "uhc: full\n"],
  ])("tells %s in a line", async (error, code, text) => {
    const result = await failing(error);
    expect([result.code, result.err(), result.out()]).toEqual([code, text, ""]);
  });

  it("says of everything else that it is a mistake of uhc, with the stack", async () => {
    const result = await failing(new TypeError("x is undefined"));
    expect(result.code).toBe(3);
    expect(result.err()).toMatch(/bug in uhc .* Please report it[\s\S]*TypeError: x is undefined\n +at /);
  });

  it("escapes and redacts what a fault says", async () => {
    const result = await failing(new InputError("http://u:pw@h/\x1b[2J: no"));
    expect(result.err()).toBe("uhc: http://[redacted]@h/\\x1b[2J: no\n");
  });
});
