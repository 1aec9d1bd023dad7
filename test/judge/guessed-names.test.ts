import { describe, expect, it } from "vitest";
import { withoutGuesses } from "../../src/judge/guessed-names.ts";
import type { Observation } from "../../src/model/observation.ts";
import { alerted, closed, exchange, handshake, overTls, plain } from "../given/observation.ts";

const host = { request: plain({}, { guessed: ["host"] }) };
const name = {
  request: { ...overTls({ serverName: "localhost", verify: true }), guessed: ["server-name", "verify-name"] },
} as const;

function judged(observations: readonly Observation[], isFailing = false) {
  const { observations: left, notes } = withoutGuesses(observations, {
    isFailing: () => isFailing,
    outcomeOf: () => undefined,
  });
  return { left: left.map(({ outcome }) => outcome.kind), notes: notes.length };
}

describe("a name that uhc guessed", () => {
  it.each([
    ["a handshake that ends over it", alerted(112, {}, name)],
    ["a router that does not know it", exchange({ status: 503 }, host)],
    ["its page", exchange({ status: 503, bodyStart: "<html><h1>503 Service Unavailable" }, host)],
    ["a misdirected request", exchange({ status: 421 }, host)],
    ["a service that hangs up on it", exchange({}, { ...host, outcome: closed })],
  ])("accuses nobody: %s", (_, one) => {
    expect(judged([one])).toEqual({ left: ["not-tried"], notes: 1 });
  });
  it.each([
    ["another alert", alerted(70, {}, name)],
    ["an error that no host is the reason of", exchange({ status: 500 }, host)],
    ["a reason in the body", exchange({ status: 503, bodyStart: '{"status":"DOWN"}' }, host)],
    ["words of its own", exchange({ status: 503, bodyStart: "maintenance until noon" }, host)],
    ["a page that does not exist", exchange({ status: 404 }, host)],
    ["a name that the config has", exchange({ status: 503 })],
  ])("says nothing of %s", (_, one) => {
    expect(judged([one])).toEqual({ left: [one.outcome.kind], notes: 0 });
  });
  it("counts where clients fail as well", () => {
    expect(judged([exchange({ status: 503 }, host)], true)).toEqual({ left: ["answered"], notes: 0 });
  });
  it("counts where another change than the name's cures it", () => {
    const wider = handshake({}, { ...name, experiment: "tls-ciphers" });
    expect(judged([alerted(40, {}, name), wider]).left).toEqual(["rejected", "answered"]);
  });
  it("counts where the same name is served in another way", () => {
    const one = exchange({}, { ...host, outcome: closed });
    const other = exchange({ status: 200 }, { ...host, experiment: "proxy-protocol" });
    expect(judged([one, other]).left).toEqual(["reset", "answered"]);
    const spoken = exchange({ status: 404 }, { ...host, experiment: "protocol" });
    expect(judged([one, spoken]).left).toEqual(["reset", "answered"]);
    const refused = exchange({ status: 400 }, { ...host, experiment: "proxy-protocol" });
    expect(judged([one, refused]).left[0]).toBe("not-tried");
  });
  it("is no matter of bare bytes, which name no host", () => {
    const request = { ...plain({ protocol: "tcp" }), guessed: ["host"] as const };
    expect(judged([exchange({}, { request, outcome: closed })])).toEqual({ left: ["reset"], notes: 0 });
  });
  it("puts other names aside, which cure nothing that clients have", () => {
    const other = exchange({ status: 200 }, { ...host, experiment: "host-header" });
    expect(judged([exchange({ status: 404 }, host), other]).left).toEqual(["answered"]);
  });
  it("is not held against a certificate", () => {
    const verification = { code: 0, reason: undefined, nameMatches: false };
    const { observations, notes } = withoutGuesses([handshake({ verification }, name)], {
      isFailing: () => false,
      outcomeOf: () => undefined,
    });
    expect(observations).toMatchObject([{ facts: { verification: { nameMatches: undefined } } }]);
    expect(notes).toHaveLength(1);
  });
});
