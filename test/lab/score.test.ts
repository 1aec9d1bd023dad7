import { describe, expect, it } from "vitest";
import type { Cause, Report } from "../../src/model/report.ts";
import type { Diagnosis } from "./diagnose.ts";
import type { Expectation } from "./scenario.ts";
import { score } from "./score.ts";

const place = { dir: "/world", pki: "/pki", noise: "" };
const refused: Expectation = {
  firstCause: "port-refused",
  verdict: "down",
  subjects: [{ upstream: "app", endpoint: "10.77.0.2:8081" }],
};
const healthy: Expectation = { firstCause: null, verdict: "healthy" };

function cause(id: Cause["id"], more: Partial<Cause> = {}): Cause {
  const subject = { gateway: "nginx", upstream: "app", endpoint: "10.77.0.2:8081" };
  const evidence = [{ check: "tcp", status: "fail" as const, summary: "refused", subject }];
  const words = { title: id, fix: { summary: "", steps: [], commands: [] }, verify: [] };
  const weighing = { met: [], contradicted: [], missing: [] };
  const place = { layer: "network" as const, locations: [], subjects: [subject] };
  return {
    rank: 1,
    id,
    role: "root",
    severity: "error",
    confidence: 0.9,
    evidence,
    weighing,
    ...words,
    ...place,
    ...more,
  };
}

function diagnosis(exitCode: number, report: Partial<Report>): Diagnosis {
  const whole: Report = {
    schemaVersion: 1,
    tool: { name: "uhc", version: "0.0.0" },
    command: "diagnose",
    complete: true,
    startedAt: "2026-11-22T10:00:00.000Z",
    durationMs: 1,
    vantage: { hostname: "lab", platform: "linux" },
    ...{ inputs: [], summary: "", verdict: "down", causes: [], ruledOut: [], dismissed: [], notChecked: [] },
    ...{ upstreams: [], experiments: [], timeline: [], checks: [] },
    ...report,
  };
  return { exitCode, ms: 1, stdout: "", stderr: "", report: whole };
}

describe("the lab's comparison", () => {
  it("passes the right first cause with its endpoint, verdict and exit code", () => {
    const got = score(refused, diagnosis(1, { causes: [cause("port-refused")] }), place);
    expect(got).toMatchObject({ top1: true, top3: true, rank: 1, problems: [] });
  });

  it("takes another cause that the scenario accepts", () => {
    const open: Expectation = { ...refused, alsoAcceptable: ["service-not-running"] };
    const got = score(open, diagnosis(1, { causes: [cause("service-not-running")] }), place);
    expect(got).toMatchObject({ top1: true, problems: [] });
  });

  it("tells a true cause on rank two from a miss", () => {
    const causes = [cause("connect-timeout"), cause("port-refused", { rank: 2 })];
    const got = score(refused, diagnosis(1, { causes }), place);
    expect(got).toMatchObject({ top1: false, top3: true, rank: 2 });
    expect(got.problems).toContain("first cause is connect-timeout");
  });

  it("does not take a latent cause for the answer to a fault", () => {
    const latent = cause("port-refused", { role: "latent", severity: "warning" });
    expect(score(refused, diagnosis(0, { causes: [latent] }), place).top1).toBe(false);
  });

  it("fails a cause that names an innocent endpoint or leaves the broken one out", () => {
    const subjects = [{ gateway: "nginx", upstream: "app", endpoint: "10.77.0.3:8081" }];
    const got = score(refused, diagnosis(1, { causes: [cause("port-refused", { subjects })] }), place);
    expect(got.problems).toHaveLength(2);
  });

  it("fails a wrong verdict, a wrong exit code and an incomplete report", () => {
    const causes = [cause("port-refused")];
    const got = score(refused, diagnosis(3, { causes, verdict: "degraded", complete: false }), place);
    expect(got.wrongVerdict).toBe(true);
    expect(got.problems).toHaveLength(3);
  });

  it("fails a missing second fault", () => {
    const two: Expectation = { ...refused, alsoRoot: ["tls-certificate-expired"] };
    const got = score(two, diagnosis(1, { causes: [cause("port-refused")] }), place);
    expect(got.problems).toEqual(["tls-certificate-expired is not among the roots"]);
  });

  it("fails a missing word about what makes it worse", () => {
    const worse: Expectation = { ...refused, alsoContributing: ["health-check-proves-nothing"] };
    const root = cause("health-check-proves-nothing");
    const got = score(worse, diagnosis(1, { causes: [cause("port-refused"), root] }), place);
    expect(got.problems).toEqual(["does not say that health-check-proves-nothing makes it worse"]);
  });

  it("calls a root in a healthy system a false alarm, and a latent cause none", () => {
    const alarm = score(
      healthy,
      diagnosis(0, { verdict: "healthy", causes: [cause("port-refused")] }),
      place,
    );
    expect(alarm).toMatchObject({ falseAlarm: true, top1: false });
    const latent = cause("single-endpoint", { role: "latent", severity: "info" });
    const calm = score(healthy, diagnosis(0, { verdict: "healthy", causes: [latent] }), place);
    expect(calm).toMatchObject({ falseAlarm: false, top1: true, problems: [] });
  });

  it("counts a run without a report as a wrong verdict", () => {
    const crash: Diagnosis = { exitCode: 3, ms: 1, stdout: "{}{}", stderr: "boom", report: undefined };
    expect(score(refused, crash, place)).toMatchObject({ top1: false, wrongVerdict: true });
  });
});
