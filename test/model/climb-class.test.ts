import { describe, expect, it } from "vitest";
import { climbClass, getsFurther } from "../../src/model/climb-class.ts";
import { connect } from "../given/network.ts";
import {
  alerted,
  closed,
  exchange,
  handshake,
  overTls,
  rejected,
  reset,
  silence,
} from "../given/observation.ts";

const refused = connect("10.0.0.5:80", "ECONNREFUSED");
const cut = exchange({}, { outcome: closed });
const untrusted = handshake(
  { verification: { code: 20, reason: "X", nameMatches: true } },
  { request: overTls({ verify: true }) },
);

describe("how far a connection got", () => {
  it.each([
    ["no-connection", [refused]],
    ["no-handshake", [alerted(40)]],
    ["silence", [handshake({}, { outcome: silence })]],
    ["unverified", [untrusted, exchange()]],
    ["no-answer", [exchange({}, { outcome: reset })]],
    ["no-answer", [exchange({ malformed: "two lengths" })]],
    ["status 503", [exchange({ status: 503 })]],
    ["answered", [handshake(), exchange({ status: 302 })]],
    ["not-tried", []],
  ] as const)("is %s", (reached, layers) => {
    expect(climbClass(layers)).toBe(reached);
  });
});

describe("getting further", () => {
  it("is any answer below 500 where there was none", () => {
    expect(getsFurther([cut], [exchange({ status: 404 })])).toBe(true);
    expect(getsFurther([refused], [exchange({ status: 200 })])).toBe(true);
  });
  it("is no 5xx, and no 400, which may answer bytes that were not understood", () => {
    expect(getsFurther([cut], [exchange({ status: 502 })])).toBe(false);
    expect(getsFurther([cut], [exchange({ status: 400 })])).toBe(false);
  });
  it("is 2xx or 3xx where there was another status", () => {
    expect(getsFurther([exchange({ status: 421 })], [exchange()])).toBe(true);
    expect(getsFurther([exchange({ status: 421 })], [exchange({ status: 404 })])).toBe(false);
  });
  it("is a handshake where there was none", () => {
    expect(getsFurther([alerted(112)], [handshake(), exchange({ status: 503 })])).toBe(true);
    expect(getsFurther([alerted(112)], [alerted(40)])).toBe(false);
    expect(getsFurther([exchange({ status: 400 })], [handshake(), exchange({ status: 404 })])).toBe(true);
  });
  it("is nothing where all was well, or another failure comes of it", () => {
    expect(getsFurther([exchange()], [exchange()])).toBe(false);
    expect(getsFurther([cut], [exchange({}, { outcome: rejected() })])).toBe(false);
  });
});
