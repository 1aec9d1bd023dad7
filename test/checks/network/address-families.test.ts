import { describe, expect, it } from "vitest";
import check from "../../../checks/network/address-families.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, type End } from "../../given/network.ts";

function seen(name: string, ends: Readonly<Record<string, End>>) {
  const world = gateway([upstream("api", [endpoint(name)])], [route("/", "api")]);
  const connects = Object.entries(ends).map(([to, end]) => connect(to, end, { endpoint: name }));
  return verdict(check, connects, { gateway: world });
}

describe("service-bound-to-other-family", () => {
  it("fires for localhost that listens on IPv4 alone", () => {
    expect(
      strongest(seen("localhost:9000", { "127.0.0.1:9000": "answered", "[::1]:9000": "ECONNREFUSED" })),
    ).toMatchObject({
      cause: "service-bound-to-other-family",
      strength: 0.96,
      subject: { address: "::1" },
      args: { open: "IPv4", closed: "IPv6", works: "127.0.0.1:9000" },
    });
  });
  it("fires in the other direction", () => {
    const found = strongest(seen("api:80", { "10.0.0.5:80": "ECONNREFUSED", "[fd00::5]:80": "answered" }));
    expect(found).toMatchObject({ cause: "service-bound-to-other-family", args: { open: "IPv6" } });
  });
  it("stays quiet when one family is open at one address and closed at another", () => {
    const ends = {
      "10.0.0.5:80": "answered",
      "[fd00::5]:80": "ECONNREFUSED",
      "[fd00::6]:80": "answered",
    } as const;
    expect(said(seen("api:80", ends))).toEqual([]);
  });
  it("stays quiet when both refuse", () => {
    expect(
      said(seen("localhost:9000", { "127.0.0.1:9000": "ECONNREFUSED", "[::1]:9000": "ECONNREFUSED" })),
    ).toEqual([]);
  });
});

describe("ipv6-path-broken", () => {
  it("fires when only IPv4 has a way there", () => {
    expect(
      strongest(seen("api:80", { "10.0.0.5:80": "answered", "[fd99::5]:80": "ENETUNREACH" })),
    ).toMatchObject({
      cause: "ipv6-path-broken",
      strength: 0.95,
      subject: { address: "fd99::5" },
    });
  });
  it("fires for ::1 on a host without IPv6", () => {
    const found = seen("localhost:80", { "127.0.0.1:80": "answered", "[::1]:80": "EADDRNOTAVAIL" });
    expect(said(found)).toEqual(["root ipv6-path-broken"]);
  });
  it("is less sure about silence", () => {
    const found = seen("api:80", { "10.0.0.5:80": "answered", "[fd99::5]:80": "silence" });
    expect(strongest(found)).toMatchObject({ cause: "ipv6-path-broken", strength: 0.85 });
  });
  it("stays quiet when IPv4 fails as well, and when IPv6 works", () => {
    expect(said(seen("api:80", { "10.0.0.5:80": "silence", "[fd99::5]:80": "silence" }))).toEqual([]);
    expect(said(seen("api:80", { "10.0.0.5:80": "answered", "[fd99::5]:80": "answered" }))).toEqual([
      "against ipv6-path-broken",
    ]);
  });
  it("is not asked of an endpoint with one family", () => {
    expect(seen("api:80", { "10.0.0.5:80": "ENETUNREACH" }).status).toBe("skip");
  });
});
