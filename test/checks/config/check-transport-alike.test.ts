import { describe, expect, it } from "vitest";
import check from "../../../checks/config/check-transport-alike.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { world } from "../../given/endpoint.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { closed, exchange, overTls, plain } from "../../given/observation.ts";

const cut = { status: undefined } as const;
const asCheck = (proxyProtocol: 0 | 1 | 2 = 0) =>
  ({ ...plain({ purpose: "declared-check" }), isCheck: true, proxyProtocol }) as const;
const judged = (...seen: readonly Observation[]) => verdict(check, seen, { gateway: world() });

const behindHeader = exchange({ status: 200 }, { request: { ...plain(), proxyProtocol: 2 } });
const turnedAway = exchange(cut, { request: asCheck(), outcome: closed });

describe("a check that goes otherwise than the traffic to the same port", () => {
  it("is health-check-protocol-mismatch where it is turned away and the traffic is answered", () => {
    const found = strongest(judged(turnedAway, behindHeader));
    expect(found).toMatchObject({ cause: "health-check-protocol-mismatch", role: "root", strength: 0.97 });
    expect(found.args).toMatchObject({ add: "check-send-proxy", isCheck: 1 });
  });
  it("is told for TLS as well", () => {
    const withTls = exchange({ status: 200 }, { request: overTls() });
    expect(strongest(judged(turnedAway, withTls)).args).toMatchObject({
      asked: "plaintext",
      add: "check-ssl",
    });
  });
  it("is left to others where it is understood, where both go alike, or where the traffic fails", () => {
    expect(said(judged(exchange({ status: 404 }, { request: asCheck() }), behindHeader))).toEqual([]);
    expect(said(judged(exchange(cut, { request: asCheck(2), outcome: closed }), behindHeader))).toEqual([]);
    const fails = exchange(cut, { request: { ...plain(), proxyProtocol: 2 }, outcome: closed });
    expect(said(judged(turnedAway, fails))).toEqual([]);
    expect(said(judged(turnedAway))).toEqual([]);
  });
});
