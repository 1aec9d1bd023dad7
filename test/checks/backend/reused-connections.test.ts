import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/reused-connections.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { written } from "../../../src/model/source.ts";
import { exchanged } from "../../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, about, event, log, requestTo } from "../../given/network.ts";

const PEER = "10.0.0.5:80";
const at = { file: "/etc/gateway.conf", line: 5, column: 3 };
const keepalive = { connections: written(16, at), idleMs: written(60_000, at) };

function seen(events: readonly LogEvent[], over: { keeps?: boolean; repeatsReads?: true } = {}) {
  const group = upstream("api", [endpoint(PEER)], {
    keepalive:
      over.keeps === false
        ? undefined
        : { ...keepalive, ...(over.repeatsReads && { repeatsReads: over.repeatsReads }) },
  });
  const world = gateway([group], [route("/", "api")]);
  const answer = exchanged(requestTo(PEER), [{ ...about(PEER), address: "10.0.0.5", route: "/ api" }], 200);
  return verdict(check, [...answer, log(...events)], { gateway: world });
}

const cut = event("reset-before-header", { peer: PEER, count: 7, firstAt: AT - 900_000 });

describe("keepalive-race", () => {
  it("fires when kept connections die again and again, and fresh ones are answered", () => {
    expect(strongest(seen([cut]))).toMatchObject({
      cause: "keepalive-race",
      role: "root",
      extent: "some",
      strength: 0.65,
      args: { idle: "60 s" },
    });
  });
  it("stays quiet when the service was only restarted", () => {
    expect(said(seen([cut, event("connect-refused", { peer: PEER })]))).toEqual([]);
    expect(said(seen([{ ...cut, firstAt: AT - 2000 }]))).toEqual([]);
  });
  it("stays quiet about requests that such a gateway sends again by itself", () => {
    expect(said(seen([cut], { repeatsReads: true }))).toEqual([]);
    expect(said(seen([{ ...cut, isUnrepeatable: true }], { repeatsReads: true }))).toHaveLength(1);
  });
  it("stays quiet about a single line", () => {
    expect(said(seen([{ ...cut, count: 1 }]))).toEqual([]);
  });
  it("is not asked where no connection is kept", () => {
    expect(seen([cut], { keeps: false }).status).toBe("skip");
  });
});
