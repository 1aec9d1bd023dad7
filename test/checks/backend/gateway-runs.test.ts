import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/gateway-runs.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log, processes } from "../../given/network.ts";
import { gatewayWith, problem } from "../../given/problem.ts";
import { serviceUnit, units } from "../../given/unit.ts";

const fine = gatewayWith();

describe("gateway-not-running", () => {
  it("fires on a pid file whose process is gone", () => {
    expect(strongest(verdict(check, [processes([], "stale")], { gateway: fine }))).toMatchObject({
      cause: "gateway-not-running",
      role: "root",
      strength: 0.88,
      subject: { gateway: "nginx" },
    });
  });
  it("fires on a start that its log shows refused, and names the address that was taken", () => {
    const taken = event("bind-failed", { level: "emerg", detail: "0.0.0.0:80" });
    const found = strongest(verdict(check, [processes([]), log(taken)], { gateway: fine }));
    expect(found).toMatchObject({ cause: "gateway-not-running", args: { taken: "0.0.0.0:80" } });
  });
  it("stands below the cause that stopped it", () => {
    const broken = gatewayWith(problem("config-syntax-error"));
    expect(strongest(verdict(check, [processes([], "stale")], { gateway: broken })).strength).toBe(0.8);
  });
  it("does not accuse a file without a process", () => {
    expect(verdict(check, [processes([], "missing")], { gateway: fine })).toMatchObject({
      status: "pass",
      findings: [],
    });
  });
  it("is ruled out by a process that runs, whatever its log says", () => {
    const old = log(event("bind-failed", { level: "emerg" }));
    expect(said(verdict(check, [processes([{}], "stale"), old], { gateway: fine }))).toEqual([
      "against gateway-not-running",
    ]);
  });
  it("says nothing when nobody could look", () => {
    const blind = processes([], "stale");
    const denied = {
      ...blind,
      outcome: { kind: "not-allowed", reason: "no permission", code: undefined },
    } as const;
    expect(verdict(check, [denied], { gateway: fine })).toMatchObject({
      status: "skip",
      summary: "no permission",
    });
  });
});

describe("gateway-not-running, by its unit", () => {
  const unit = (over: Parameters<typeof serviceUnit>[0]) => ({
    ...units(serviceUnit({ name: "nginx.service", changedAt: undefined, ...over })),
    subjects: [{ gateway: "nginx" }],
  });
  const look = (over: Parameters<typeof serviceUnit>[0]) =>
    verdict(check, [processes([], "missing"), unit(over)], { gateway: fine });

  it("fires on a unit that failed, and on one that is enabled and stands still", () => {
    expect(strongest(look({ activeState: "failed", result: "exit-code" })).evidence[1]).toBe(
      "systemd: nginx.service is failed (exit-code)",
    );
    expect(said(look({ activeState: "inactive", subState: "dead" }))).toEqual(["root gateway-not-running"]);
  });
  it("stays quiet about a unit that nobody enabled", () => {
    expect(said(look({ activeState: "inactive", unitFileState: "disabled" }))).toEqual([]);
  });
});
