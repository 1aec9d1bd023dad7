import { describe, expect, it } from "vitest";
import { exitCode } from "../../src/cli/exit-code.ts";
import { cause, report } from "../given/report.ts";

const withSeverity = (severity: "error" | "warning" | "info") =>
  report({ verdict: "degraded", causes: [cause({ severity })] });

describe("exitCode", () => {
  it("is 0 when a finished run found nothing", () => {
    expect(exitCode(report(), "error", false)).toBe(0);
  });

  it.each([
    ["error", "error", 1],
    ["error", "warning", 1],
    ["error", "info", 1],
    ["error", "never", 0],
    ["warning", "error", 0],
    ["warning", "warning", 1],
    ["info", "warning", 0],
    ["info", "info", 1],
  ] as const)("for a cause of severity %s with --fail-on %s is %d", (severity, failOn, code) => {
    expect(exitCode(withSeverity(severity), failOn, false)).toBe(code);
  });

  it("is 3 when a run did not finish and found nothing that counts", () => {
    expect(exitCode(report({ complete: false }), "error", false)).toBe(3);
  });

  it("is 1 when a run did not finish and found a cause that counts", () => {
    expect(exitCode({ ...withSeverity("error"), complete: false }, "error", false)).toBe(1);
  });

  it("is 3 when diagnose could not see enough to say", () => {
    expect(exitCode(report({ verdict: "unknown" }), "error", false)).toBe(3);
  });

  it("is 1, not 3, when the verdict is unknown and a cause counts", () => {
    expect(exitCode({ ...withSeverity("warning"), verdict: "unknown" }, "warning", false)).toBe(1);
  });

  it.each(["lint", "logs"] as const)("is 0 for a finished %s with verdict unknown", (command) => {
    expect(exitCode(report({ command, verdict: "unknown" }), "error", false)).toBe(0);
  });

  it("is 0 with --exit-zero whatever a finished run found", () => {
    expect(exitCode(withSeverity("error"), "error", true)).toBe(0);
    expect(exitCode(report({ verdict: "unknown" }), "error", true)).toBe(0);
  });

  it("stays 3 with --exit-zero when the run did not finish", () => {
    expect(exitCode({ ...withSeverity("error"), complete: false }, "error", true)).toBe(3);
  });
});
