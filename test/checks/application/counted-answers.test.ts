import { describe, expect, it } from "vitest";
import check from "../../../checks/application/counted-answers.ts";
import type { AdminPeer } from "../../../src/model/admin.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { climbRequest, exchanged } from "../../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { admin, peer } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { about } from "../../given/network.ts";

const PEER = "10.0.0.5:80";
const model = gateway([upstream("api", [endpoint(PEER, { alias: "s1" })])], [route("/", "api")]);
const counted = (errors: number, others: number, over: Partial<AdminPeer> = {}) =>
  admin({ peers: [peer(PEER, { alias: "s1", answers: { errors, others }, ...over })] });
const seen = (...observations: readonly Observation[]) => verdict(check, observations, { gateway: model });

describe("application-error, as the gateway has counted it", () => {
  it("fires where a client never got anything but 5xx", () => {
    const found = strongest(seen(counted(12, 0)));
    expect(found).toMatchObject({ cause: "application-error", role: "root", args: { status: "5xx" } });
    expect(found.evidence[0]).toContain("has counted 12 answers with 5xx from it, and 0 others");
  });
  it("fires beside a check that passes, and leaves it to requests where these were tried", () => {
    const plain = climbRequest("10.0.0.5");
    const exchange = plain.exchange && { ...plain.exchange, purpose: "declared-check" as const };
    const green = exchanged({ ...plain, exchange }, [about(PEER)], 200);
    expect(said(seen(counted(12, 0), ...green))).toEqual(["root application-error"]);
    expect(said(seen(counted(12, 0), ...exchanged(plain, [about(PEER)], 200)))).toEqual([]);
  });
  it("stays quiet after one other answer, for a handful, and for an endpoint that takes no requests", () => {
    expect(said(seen(counted(12_000, 1)))).toEqual([]);
    expect(said(seen(counted(4, 0)))).toEqual([]);
    expect(said(seen(counted(12, 0, { state: "maintenance" })))).toEqual([]);
    expect(said(seen(admin({ peers: [peer(PEER, { alias: "s1" })] })))).toEqual([]);
  });
});
