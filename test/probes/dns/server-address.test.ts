import { describe, expect, it } from "vitest";
import { parseServerAddress, showServerAddress } from "../../../src/probes/dns/server-address.ts";

describe("addresses of name servers", () => {
  it.each([
    ["10.0.0.2", "10.0.0.2:53"],
    ["10.0.0.2:5353", "10.0.0.2:5353"],
    ["[::1]:53", "[::1]:53"],
    ["[::1]", "[::1]:53"],
    ["::1", "[::1]:53"],
    ["dns.internal", "dns.internal:53"],
    ["dns.internal:54", "dns.internal:54"],
  ])("%s is %s", (text, shown) => {
    const server = parseServerAddress(text);
    expect(server && showServerAddress(server)).toBe(shown);
  });

  it.each(["", ":53", "a:0", "a:65536", "a:b", "[nonsense]:53", "a:53:54"])("%s is none", (text) => {
    expect(parseServerAddress(text)).toBeUndefined();
  });
});
