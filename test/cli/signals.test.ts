import { describe, expect, it } from "vitest";
import { Interrupted } from "../../src/cli/faults.ts";
import { untilInterrupted } from "../../src/cli/signals.ts";
import { surroundings } from "../given/environment.ts";

type Hear = (signal: "SIGINT" | "SIGTERM") => void;

function withSignal() {
  const heard: { hear: Hear; stopped: boolean } = { hear: () => {}, stopped: false };
  const given = surroundings({
    listen(hear) {
      heard.hear = hear;
      return {
        stop() {
          heard.stopped = true;
        },
      };
    },
  });
  return { ...given, heard };
}

describe("untilInterrupted", () => {
  it("gives what the work gives, and stops listening", async () => {
    const { environment, heard, err } = withSignal();
    expect(await untilInterrupted(environment, async () => 7)).toEqual({
      value: 7,
      interruptedBy: undefined,
    });
    expect(heard.stopped).toBe(true);
    expect(err()).toBe("");
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("lets the work end with what it has on %s", async (signal, code) => {
    const { environment, heard, err } = withSignal();
    const result = await untilInterrupted(environment, async (abort) => {
      heard.hear(signal);
      return abort.aborted ? "partial" : "whole";
    });
    expect(result).toEqual({ value: "partial", interruptedBy: code });
    expect(err()).toContain("finishing with what is known");
  });

  it("takes an error after a signal for the interruption", async () => {
    const { environment, heard } = withSignal();
    const work = untilInterrupted(environment, async () => {
      heard.hear("SIGINT");
      throw new Error("aborted");
    });
    await expect(work).rejects.toBeInstanceOf(Interrupted);
  });

  it("leaves an error without a signal alone", async () => {
    const { environment } = withSignal();
    await expect(untilInterrupted(environment, async () => Promise.reject(new Error("bug")))).rejects.toThrow(
      "bug",
    );
  });
});
