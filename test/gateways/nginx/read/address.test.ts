import { describe, expect, test } from "vitest";
import { parseAddress, targetOf } from "../../../../src/gateways/nginx/read/address.ts";
import { targetText } from "../../../../src/model/evidence.ts";

describe("an endpoint is named by host and effective port", () => {
  test.each([
    ["10.0.0.1", "10.0.0.1:80", true],
    ["api.internal:8443", "api.internal:8443", false],
    ["[2001:db8::1]", "[2001:db8::1]:80", true],
    ["[::1]:8080", "[::1]:8080", true],
    ["unix:/run/app.sock", "unix:/run/app.sock", undefined],
    ["256.0.0.1", "256.0.0.1:80", false],
    ["127.1", "127.1:80", false],
  ])("%s is %s", (text, name, isAddress) => {
    const address = parseAddress(text, false);
    if (address.kind === "invalid") throw new Error(address.error);
    const target = targetOf(address, 80);
    expect(targetText(target)).toBe(name);
    expect(target.kind === "tcp" ? target.isAddress : undefined).toBe(isAddress);
  });
});

describe("a path may follow", () => {
  test.each([
    ["h/a/b?c", "/a/b?c"],
    ["h:80?c", "?c"],
    ["h?a/b", "?a/b"],
    ["[::1]:80/a", "/a"],
    ["unix:/run/s:/a", "/a"],
    ["unix:/run/s", ""],
    ["h/a:80", "/a:80"],
  ])("in %s: %s", (text, uri) => {
    expect(parseAddress(text, true)).toMatchObject({ uri });
  });
});

test.each([
  ["[fe80::1%eth0]:80", "invalid IPv6 address"],
  ["h:0", "invalid port"],
  ["h:65536", "invalid port"],
  ["h:80:90", "invalid port"],
  [`unix:/${"x".repeat(107)}`, "too long path in the unix domain socket"],
])("%s is refused: %s", (text, error) => {
  expect(parseAddress(text, false)).toEqual({ kind: "invalid", error });
});
