import { describe, expect, it } from "vitest";
import type { ResolvedAddress } from "../../../src/model/observation.ts";
import { configuredFamilies, inOrderOfUse } from "../../../src/probes/dns/address-order.ts";

const v4: ResolvedAddress = { address: "10.0.0.1", family: "ipv4", ttlSeconds: 1 };
const v6: ResolvedAddress = { address: "2001:db8::1", family: "ipv6", ttlSeconds: 1 };

describe("families and order of addresses", () => {
  it("a family of which the host has no address is not asked for; on loopback alone both are", () => {
    expect(configuredFamilies(["127.0.0.1", "::1", "10.0.0.9"])).toEqual(["ipv4"]);
    expect(configuredFamilies(["127.0.0.1", "fd00::9"])).toEqual(["ipv6"]);
    expect(configuredFamilies(["127.0.0.1", "::1"])).toEqual(["ipv4", "ipv6"]);
    expect(configuredFamilies(["10.0.0.9", "fe80::1"])).toEqual(["ipv4", "ipv6"]);
  });

  it("IPv6 goes first where the host can send from it, else last", () => {
    expect(inOrderOfUse([v4, v6], ["10.0.0.9", "fd00::9"])).toEqual([v6, v4]);
    expect(inOrderOfUse([v6, v4], ["10.0.0.9", "fe80::1"])).toEqual([v4, v6]);
    expect(inOrderOfUse([v4, v6], ["127.0.0.1", "::1"])).toEqual([v6, v4]);
  });
});
