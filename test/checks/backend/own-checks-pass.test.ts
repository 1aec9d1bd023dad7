import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/own-checks-pass.ts";
import type { AdminCheck, AdminPeer } from "../../../src/model/admin.ts";
import type { HealthCheck } from "../../../src/model/health-check.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { assumed } from "../../../src/model/source.ts";
import { exchanged } from "../../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { admin, peer } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { about, connect, requestTo } from "../../given/network.ts";

const PEER = "10.0.0.5:80";
const failed: AdminCheck = {
  ...{ word: "L4CON", hasPassed: false, failure: "connect-refused" as const },
  ...{ status: undefined, text: "Connection refused", durationMs: 0 },
};
const told = (over: Partial<AdminPeer> = {}) =>
  admin({ peers: [peer(PEER, { alias: "s1", state: "down", word: "DOWN", check: failed, ...over })] });
const place = { file: "/a", line: 1, column: 1 };
const declared: HealthCheck = {
  ...{ protocol: "http", rawRequest: undefined, grpcService: undefined, startsDown: false, port: undefined },
  ...{ intervalMs: assumed(2_000, place), timeoutMs: assumed(2_000, place), location: place },
  ...{ unhealthyAfter: assumed(3, place), healthyAfter: assumed(2, place) },
  ...{ method: assumed("GET", place), path: assumed("/", place), expectStatus: assumed([], place) },
};
const works = exchanged(requestTo(PEER), [{ ...about(PEER), address: "10.0.0.5", route: "/ api" }], 200);

function seen(observations: readonly Observation[], over: Parameters<typeof endpoint>[1] = {}) {
  const one = endpoint(PEER, { alias: "s1", ...over });
  return verdict(check, observations, { gateway: gateway([upstream("api", [one])], [route("/", "api")]) });
}

describe("a check of the gateway's own that fails", () => {
  it("is a witness where nobody could probe", () => {
    const found = strongest(seen([told({ downSince: Date.UTC(2026, 10, 22) })]));
    expect(found).toMatchObject({ cause: "port-refused", role: "root", subject: { endpoint: PEER } });
    expect(found.evidence[0]).toContain(
      "10.0.0.5:80 is DOWN since 2026-11-22T00:00:00Z, its check: L4CON Connection refused",
    );
  });
  it("hurts nobody in a backend that no request is led to, unless a rule may make its name of the request", () => {
    const one = upstream("app_blue", [endpoint(PEER, { alias: "s1" })]);
    const beside = (name: string) => {
      const others = [one, upstream(name, [], { form: "variable" })];
      const world = gateway(others, [route("/", name)]);
      return said(verdict(check, [told({ upstream: "app_blue" })], { gateway: world }));
    };
    const unused = gateway([one, upstream("api", [endpoint("10.0.0.6:80")])], [route("/", "api")]);
    expect(said(verdict(check, [told({ upstream: "app_blue" })], { gateway: unused }))).toEqual([]);
    expect(beside("tenant_%[req.hdr(x-tenant),lower]")).toEqual([]);
    expect(beside("app_%[req.hdr(x-color),map(/a[1])]")).toEqual(["root port-refused"]);
    expect(beside("%[path,map(/etc/haproxy/paths.map)]")).toEqual(["root port-refused"]);
  });
  it("names the place of a check that goes elsewhere than requests", () => {
    const elsewhere = { port: assumed(9_000, place), host: undefined, isOff: false };
    const found = strongest(seen([told()], { check: { ...elsewhere, address: assumed("10.0.0.9", place) } }));
    expect(found.args).toMatchObject({ place: "10.0.0.9:9000" });
  });
  it("tells a return that takes long, where uhc is answered again", () => {
    const slow = { ...declared, healthyAfter: assumed(10, place), downIntervalMs: assumed(20_000, place) };
    const judged = (healthCheck: HealthCheck) => {
      const group = upstream("api", [endpoint(PEER, { alias: "s1" })], { healthCheck });
      const world = gateway([group], [route("/", "api")]);
      return verdict(check, [told({ downSince: 0 }), ...works], { gateway: world });
    };
    expect(strongest(judged(slow))).toMatchObject({ cause: "health-check-too-aggressive", role: "root" });
    expect(said(judged(declared))).toEqual([]);
  });
  it("names the port of the connection that failed, where the check makes several", () => {
    const second = { ...failed, text: "Connection refused at step 2 of tcp-check (connect port 8082)" };
    const found = strongest(seen([told({ check: second }), ...works]));
    expect(found.args).toMatchObject({ place: "10.0.0.5:8082", port: 8082 });
    const own = { ...failed, text: "Connection refused at step 1 of tcp-check (connect port 80)" };
    expect(strongest(seen([told({ check: own })])).args).toMatchObject({ place: PEER });
  });
  it("is a second one where uhc fails in the same way", () => {
    expect(said(seen([told(), connect(PEER, "ECONNREFUSED")]))).toEqual(["root port-refused"]);
  });
  it("accuses nobody where the same step passes for uhc, or another reason is told elsewhere", () => {
    expect(said(seen([told(), ...works]))).toEqual([]);
    expect(said(seen([told(), connect(PEER, "ETIMEDOUT")]))).toEqual([]);
  });
  it("accuses nobody while the gateway still sends requests there, or was told not to", () => {
    expect(said(seen([told({ state: "up", word: "UP 1/3" })]))).toEqual([]);
    expect(said(seen([told({ state: "maintenance", word: "MAINT" })]))).toEqual([]);
  });
  it("tells what the gateway's check did not find, where nobody could ask the same", () => {
    const content = {
      ...failed,
      word: "L7RSP",
      failure: "content-wrong" as const,
      text: "TCPCHK did not match content '+PONG' at step 3",
    };
    const found = strongest(seen([told({ check: content })]));
    expect(found).toMatchObject({ cause: "health-body-mismatch", role: "root" });
    expect(found.args?.title).toContain("did not match content '+PONG'");
    expect(said(seen([told({ check: content }), ...works]))).toEqual([]);
  });
  it.each([
    [404, "health-path-not-found"],
    [403, "health-auth-required"],
    [500, "application-error"],
    [400, "health-status-unexpected"],
  ])("tells of a status %i that nobody else saw", (code, cause) => {
    const status = { ...failed, word: "L7STS", failure: "status-wrong" as const, status: code, text: "No" };
    const found = strongest(seen([told({ check: status })]));
    expect(found).toMatchObject({ cause, role: "root" });
    expect(found.args?.title).toBe(
      `The gateway's own check of 10.0.0.5:80 fails (L7STS, gets ${code}, "No")`,
    );
  });
  it("stands against what passes for uhc once the gateway had the time to see that", () => {
    const at = (downSince: number, over: Partial<HealthCheck> = {}) => {
      const one = endpoint(PEER, { alias: "s1" });
      const checked = { ...upstream("api", [one]), healthCheck: { ...declared, ...over } };
      const status = { ...failed, word: "L7STS", failure: "status-wrong" as const, status: 500 };
      const over2 = { gateway: gateway([checked], [route("/", "api")]) };
      return said(verdict(check, [told({ check: status, downSince }), ...works], over2));
    };
    const now = told().startedAt;
    expect(at(now - 5_000)).toEqual([]);
    expect(at(now - 600_000)).toEqual(["root application-error"]);
    expect(at(now - 5_000, { isPartial: true })).toEqual(["root application-error"]);
  });
});
