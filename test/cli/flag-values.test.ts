import { describe, expect, it } from "vitest";
import {
  choiceValue,
  countValue,
  durationValue,
  gatewayValue,
  nameValue,
  pathValue,
  resolverValue,
  statusesValue,
  timerValue,
  versionValue,
} from "../../src/cli/flag-values.ts";
import { GATEWAY_FORMATS } from "../../src/gateways/index.ts";

const given = (value: string) => ({ value, source: "--flag" });

describe("values of flags", () => {
  it.each([
    ["500ms", 500],
    ["2s", 2000],
    ["1.5s", 1500],
    ["5m", 300_000],
    ["1h", 3_600_000],
  ])("reads the duration %s", (text, ms) => expect(durationValue(given(text))).toBe(ms));

  it.each(["5", "0s", "-1s", "1w", "s", "", "1e3s"])(
    "refuses the duration %j and says what is right",
    (text) => {
      expect(() => durationValue(given(text))).toThrow(/^--flag: /);
    },
  );

  it("refuses a delay that no timer takes", () => {
    expect(timerValue(given("596h"))).toBe(2_145_600_000);
    expect(() => timerValue(given("600h"))).toThrow("at most 596h");
  });

  it("reads statuses and ranges of them", () => {
    expect(statusesValue(given("200,204, 300-399"))).toEqual([
      { from: 200, to: 200 },
      { from: 204, to: 204 },
      { from: 300, to: 399 },
    ]);
  });

  it.each(["", "abc", "99", "600", "399-300", "200,", "2xx"])("refuses the statuses %j", (text) => {
    expect(() => statusesValue(given(text))).toThrow("as in 200,204,300-399");
  });

  it.each([
    ["10.0.0.2", "10.0.0.2:53"],
    ["10.0.0.2:5353", "10.0.0.2:5353"],
    ["::1", "[::1]:53"],
    ["[fd00::2]:5353", "[fd00::2]:5353"],
  ])("writes the resolver %s as %s", (text, written) => expect(resolverValue(given(text))).toBe(written));

  it.each(["dns.google", "10.0.0.256", "10.0.0.2:0", "10.0.0.2:70000", "[::1", "1.2.3", ":::"])(
    "refuses the resolver %j",
    (text) => {
      expect(() => resolverValue(given(text))).toThrow("give an address");
    },
  );

  it("reads the gateways of this release, and lists them for the others", () => {
    const readable = [...GATEWAY_FORMATS.keys()];
    expect(readable.map((kind) => gatewayValue(given(kind)))).toEqual(readable);
    expect(() => gatewayValue(given("kong"))).toThrow(
      `this release can't read kong yet; it can read ${readable.join(", ")}`,
    );
    expect(() => gatewayValue(given("ngin"))).toThrow("Did you mean nginx?");
    expect(() => gatewayValue(given("none"))).toThrow("choose from nginx");
  });

  it("reads counts from 1 on", () => {
    expect(countValue(given("12"))).toBe(12);
    for (const text of ["0", "-1", "1.5", "x", "1e3"])
      expect(() => countValue(given(text))).toThrow("whole number");
  });

  it("suggests the choice that was meant", () => {
    expect(() => choiceValue(given("jsn"), ["pretty", "json"])).toThrow(
      '"jsn" is not allowed; choose from pretty, json. Did you mean json?',
    );
  });

  it.each(["health", "/a b", "/a\tb", "http://h/"])("refuses the path %j", (text) => {
    expect(() => pathValue(given(text))).toThrow("it begins with /");
  });

  it("takes names and versions as people write them", () => {
    expect(pathValue(given("/healthz?full=1"))).toBe("/healthz?full=1");
    expect(nameValue(given("api.internal:8443"))).toBe("api.internal:8443");
    expect(versionValue(given("v1.26.2"))).toBe("1.26.2");
    expect(() => nameValue(given("a b"))).toThrow("host name");
    expect(() => versionValue(given("latest"))).toThrow("1.26.2");
  });
});
