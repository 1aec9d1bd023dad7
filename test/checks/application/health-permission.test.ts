import { describe, expect, it } from "vitest";
import check from "../../../checks/application/health-permission.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { exchange, plain } from "../../given/observation.ts";

const declared = { request: plain({ purpose: "declared-check", method: "HEAD" }) };
const credentials = { request: plain({ hasCredentials: true }) };

describe("health-auth-required", () => {
  it.each([401, 403])("fires on %i to a declared check", (status) => {
    expect(said(verdict(check, [exchange({ status }, declared)]))).toEqual(["root health-auth-required"]);
  });
  it("fires when the gateway's own credentials are refused", () => {
    expect(strongest(verdict(check, [exchange({ status: 401 }, credentials)]))).toMatchObject({
      args: { purpose: "route" },
    });
  });
  it("stays quiet about 401 to a request without credentials", () => {
    expect(said(verdict(check, [exchange({ status: 401 })]))).toEqual([]);
  });
  it("stays quiet where 401 is expected", () => {
    const request = plain({ purpose: "declared-check", expectStatus: [{ from: 401, to: 401 }] });
    expect(said(verdict(check, [exchange({ status: 401 }, { request })]))).toEqual([]);
  });
});

describe("health-method-not-allowed", () => {
  it.each([405, 501])("fires on %i to a declared check", (status) => {
    const seen = verdict(check, [exchange({ status, headers: [["Allow", "GET"]] }, declared)]);
    expect(said(seen)).toEqual(["root health-method-not-allowed"]);
    expect(strongest(seen).args).toMatchObject({ method: "HEAD", allow: '"GET"' });
  });
  it("puts the method that works into the fix", () => {
    const taken = exchange({}, { experiment: "method", request: plain({ method: "GET" }) });
    const { args } = strongest(verdict(check, [exchange({ status: 405 }, declared), taken]));
    expect(args.works).toBe("GET");
  });
  it("advises another path where GET itself is refused", () => {
    const get = { request: plain({ purpose: "declared-check", method: "GET" }) };
    const { args } = strongest(verdict(check, [exchange({ status: 405 }, get)]));
    const of = { args, subjects: [], endpointCount: 1, where: "10.0.0.5:8443" };
    expect(check.causes["health-method-not-allowed"]?.fix(of).steps[0]).toBe(
      "Make the check ask for a path that the service answers to GET, or allow GET at the service.",
    );
  });
  it("stays quiet about 405 on a route", () => {
    expect(said(verdict(check, [exchange({ status: 405 })]))).toEqual([]);
  });
});
