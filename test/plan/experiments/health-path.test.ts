import { describe, expect, it } from "vitest";
import { healthPath } from "../../../src/plan/experiments/health-path.ts";
import { triedValues } from "../../given/ground.ts";
import { exchange, plain } from "../../given/observation.ts";

const declared = (path: string) => ({ request: plain({ purpose: "declared-check", path }) });

describe("health-path", () => {
  it("tries a handful of usual paths after 404, those that look alike first", () => {
    const tried = triedValues(healthPath, [exchange({ status: 404 }, declared("/api/healthcheck"))]);
    expect(tried).toHaveLength(5);
    expect(tried.slice(0, 2)).toEqual(["/healthz", "/health"]);
  });
  it("does not try the declared path again", () => {
    expect(triedValues(healthPath, [exchange({ status: 410 }, declared("/healthz"))])).not.toContain(
      "/healthz",
    );
  });
  it("stays shut for a route, and for statuses that are about something else", () => {
    expect(triedValues(healthPath, [exchange({ status: 404 })])).toEqual([]);
    expect(triedValues(healthPath, [exchange({ status: 503 }, declared("/up"))])).toEqual([]);
  });
});
