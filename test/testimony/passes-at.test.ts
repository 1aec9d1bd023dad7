import { describe, expect, it } from "vitest";
import type { Observation, ObservationOf } from "../../src/model/observation.ts";
import { passesAt } from "../../src/testimony/passes-at.ts";
import { exchanged } from "../given/climb.ts";
import { policy } from "../given/look.ts";
import { about, connect, requestTo } from "../given/network.ts";

const PEER = "10.0.0.5:80";
const asked = (status: number) => exchanged(requestTo(PEER), [about(PEER)], status);

function passes(seen: readonly Observation[], address = PEER): boolean {
  const of = <Kind extends Observation["kind"]>(kind: Kind) =>
    seen.filter((one): one is ObservationOf<Kind> => one.kind === kind);
  const climbed = { connects: of("connect"), handshakes: of("handshake"), exchanges: of("exchange") };
  return passesAt(address, climbed, policy);
}

describe("an address passes", () => {
  it("when every way of asking it is answered well", () => {
    expect(passes([...asked(200), ...asked(404)])).toBe(true);
    expect(passes([...asked(200), ...asked(503)])).toBe(false);
  });
  it("when it takes connections and nothing more was to be asked", () => {
    expect(passes([connect(PEER, "answered", { request: { exchange: undefined } })])).toBe(true);
    expect(passes([connect(PEER, "ECONNREFUSED", { request: { exchange: undefined } })])).toBe(false);
  });
  it("only when it was asked, all the way", () => {
    expect(passes([])).toBe(false);
    expect(passes([connect(PEER)])).toBe(false);
    expect(passes(asked(200), "10.0.0.6:80")).toBe(false);
  });
});
