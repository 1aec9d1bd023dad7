import { describe, expect, it } from "vitest";
import check from "../../../checks/application/health-check-tells.ts";
import type { HealthCheck } from "../../../src/model/health-check.ts";
import type { Observation } from "../../../src/model/observation.ts";
import type { ClimbRequest } from "../../../src/model/request.ts";
import { assumed } from "../../../src/model/source.ts";
import { climbRequest, connected, exchanged } from "../../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";

const peer = "10.0.0.5:80";
const at = { file: "/etc/haproxy.cfg", line: 9, column: 1 };
const subject = { gateway: "nginx", upstream: "api", endpoint: peer };
const own: HealthCheck = {
  protocol: "tcp",
  intervalMs: assumed(2_000, at),
  timeoutMs: undefined,
  unhealthyAfter: assumed(3, at),
  healthyAfter: assumed(2, at),
  port: undefined,
  method: assumed("GET", at),
  path: assumed("/", at),
  rawRequest: undefined,
  expectStatus: assumed([{ from: 200, to: 399 }], at),
  grpcService: undefined,
  startsDown: false,
  location: at,
};
const world = (healthCheck: HealthCheck | undefined = own) =>
  gateway([upstream("api", [endpoint(peer)], { healthCheck })], [route("/", "api")]);
const look = (...seen: readonly Observation[]) => verdict(check, seen, { gateway: world() });

const bare = { ...climbRequest("10.0.0.5", 80, { exchange: undefined }), isCheck: true } as const;
const opens = connected(bare, [subject]);
const page = climbRequest("10.0.0.5");
const ping: ClimbRequest = {
  ...page,
  isCheck: true,
  ...(page.exchange && { exchange: { ...page.exchange, path: "/ping", purpose: "declared-check" } }),
};
const answer = (status: number, count: number, lastAt = 10_000) =>
  event(`access-${status}`, { level: "access", peer, count, detail: "upstream", firstAt: 0, lastAt });

describe("health-check-proves-nothing", () => {
  it("fires where a check that only opens a connection passes, and the traffic fails", () => {
    const found = strongest(look(opens, ...exchanged(page, [subject], 500)));
    expect(found.locations[0]).toEqual(at);
    expect(found).toMatchObject({
      cause: "health-check-proves-nothing",
      role: "contributing",
      severity: "warning",
      strength: 0.88,
    });
    expect(found.evidence).toEqual([
      "the check of nginx only opens a connection, and passes",
      "GET / with Host api over HTTP/1.0: 500 in 2 ms",
    ]);
  });
  it("fires where the check gets its answer, and the access log shows the service's errors", () => {
    const found = strongest(look(...exchanged(ping, [subject], 200), log(answer(500, 30), answer(200, 2))));
    expect(found).toMatchObject({ strength: 0.75 });
    expect(found.evidence.slice(0, 2)).toEqual([
      "the check passes: GET /ping with Host api over HTTP/1.0: 200 in 2 ms",
      "30 of 32 answers were the service's own errors",
    ]);
  });
  it("stays quiet where the traffic is served, where few answers are errors, and where they are over", () => {
    expect(said(look(opens, ...exchanged(page, [subject], 200)))).toEqual([]);
    expect(said(look(...exchanged(ping, [subject], 200), log(answer(500, 30), answer(200, 900))))).toEqual(
      [],
    );
    const over = {
      ...log(answer(500, 30), answer(200, 3, 3_600_000)),
      request: { ...log().request, log: "access" } as const,
    };
    expect(said(look(...exchanged(ping, [subject], 200), over))).toEqual([]);
  });
  it("stays quiet where the check fails too, and where there is none", () => {
    expect(said(look(...exchanged(ping, [subject], 503), ...exchanged(page, [subject], 500)))).toEqual([]);
    const none = gateway([upstream("api", [endpoint(peer)])], [route("/", "api")]);
    expect(verdict(check, [opens], { gateway: none }).status).toBe("skip");
  });
});
