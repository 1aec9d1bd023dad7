import { describe, expect, it } from "vitest";
import check from "../../../checks/application/declared-health.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { exchange, plain } from "../../given/observation.ts";

const request = plain({ purpose: "declared-check", path: "/healthz" });
const answer = (status: number, headers: readonly (readonly [string, string])[] = []) =>
  exchange({ status, headers }, { request });

describe("health-path-not-found", () => {
  it.each([404, 410])("fires on %i to a declared check", (status) => {
    const found = strongest(verdict(check, [answer(status)]));
    expect(found).toMatchObject({ cause: "health-path-not-found", args: { path: "/healthz", status } });
    expect(found.evidence[0]).toContain("the check expects 200-399");
  });
  it("puts a usual path that the service has into the fix", () => {
    const found = exchange({}, { experiment: "health-path", request: plain({ path: "/health" }) });
    const { args, evidence } = strongest(verdict(check, [answer(404), found]));
    const of = { args, subjects: [], endpointCount: 1, where: "10.0.0.5:8443" };
    expect(evidence[1]).toContain("GET /health");
    expect(check.causes["health-path-not-found"]?.fix(of).steps[0]).toContain("/health instead of /healthz");
  });
  it("stays quiet about 404 on a route", () => {
    expect(said(verdict(check, [exchange({ status: 404 })]))).toEqual([]);
  });
  it("stays quiet where another Host finds the path", () => {
    expect(said(verdict(check, [answer(404), exchange({}, { experiment: "host-header", request })]))).toEqual(
      [],
    );
  });
});

describe("health-redirects", () => {
  const strict = plain({ purpose: "declared-check", expectStatus: [{ from: 200, to: 200 }] });
  it("fires where 3xx is not expected", () => {
    const seen = exchange({ status: 302, headers: [["Location", "/login"]] }, { request: strict });
    expect(strongest(verdict(check, [seen]))).toMatchObject({
      cause: "health-redirects",
      args: { to: '"/login"' },
    });
  });
  it("stays quiet where 3xx is expected", () => {
    expect(said(verdict(check, [answer(302)]))).toEqual([]);
  });
});

describe("health-status-unexpected", () => {
  it("fires on a status without a kind of its own", () => {
    expect(said(verdict(check, [answer(400)]))).toEqual(["root health-status-unexpected"]);
  });
  it.each([401, 403, 405, 429, 500, 501, 503])("leaves %i to its own check", (status) => {
    expect(said(verdict(check, [answer(status)]))).toEqual([]);
  });
  it("takes the list of the command line", () => {
    const over = { policy: { expectStatus: [{ from: 204, to: 204 }] } };
    expect(said(verdict(check, [answer(200)], over))).toEqual(["root health-status-unexpected"]);
    expect(said(verdict(check, [answer(204)], over))).toEqual([]);
  });
});

describe("health-body-mismatch", () => {
  const wanting = plain({ purpose: "declared-check", path: "/healthz", expectBody: ["ok", "ready"] });
  const body = (bodyStart: string, bodyBytes = bodyStart.length) =>
    exchange({ status: 200, bodyStart, bodyBytes }, { request: wanting });
  it("fires where the body lacks a text, or has them in another order", () => {
    expect(strongest(verdict(check, [body("starting")]))).toMatchObject({
      cause: "health-body-mismatch",
      role: "root",
      args: { wanted: '"ok" and "ready"', said: '"starting"' },
    });
    expect(said(verdict(check, [body("ready, ok")]))).toEqual(["root health-body-mismatch"]);
  });
  it("stays quiet where all are there, or only the start of the body was kept", () => {
    expect(said(verdict(check, [body("ok: ready")]))).toEqual([]);
    expect(said(verdict(check, [body("a long page", 90_000)]))).toEqual([]);
  });
});

describe("health-body-mismatch of a script below HTTP", () => {
  const location = { file: "/etc/haproxy/haproxy.cfg", line: 9, column: 5 };
  const script = {
    steps: [
      { kind: "send", bytes: "PING\r\n", location },
      {
        kind: "expect",
        wanted: { kind: "text", text: "+PONG" },
        isNegated: false,
        minBytes: undefined,
        comment: "only Redis",
        location,
      },
    ],
    isPartial: false,
    hasCredentials: false,
  } as const;
  const scripted = plain({ purpose: "declared-check", protocol: "tcp", script });
  const heard = (bodyStart: string, isMet: boolean) =>
    exchange(
      { status: undefined, bodyStart, ...(isMet ? {} : { unmet: { step: 1, isOpen: true } }) },
      { request: scripted },
    );

  it("fires where a step does not hear what it wants, at that step", () => {
    const found = strongest(verdict(check, [heard("-NOAUTH x\r\n", false)]));
    expect(found).toMatchObject({
      cause: "health-body-mismatch",
      args: { wanted: '"+PONG"', said: '"-NOAUTH x"' },
    });
    expect(found.locations[0]).toEqual(location);
    expect(found.evidence).toEqual([
      'the check\'s script, which sends "PING": no "+PONG" at step 2 of 2',
      'what comes: "-NOAUTH x"',
      "its comment: only Redis",
    ]);
    const of = { args: found.args, subjects: [], endpointCount: 1, where: "10.0.0.5:6379" };
    expect(check.causes["health-body-mismatch"]?.title(of)).toMatch(
      /^The check expects "\+PONG", but gets "-NOAUTH x"/,
    );
  });
  it("stays quiet where all was heard", () => {
    expect(said(verdict(check, [heard("+PONG\r\n", true)]))).toEqual([]);
  });
});
