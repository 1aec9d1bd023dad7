import { describe, expect, it } from "vitest";
import { isDnsName } from "../../../src/probes/dns/dns-name.ts";

describe("names that DNS can be asked for", () => {
  it.each(["a", "api.internal.", "_srv._tcp.x", "x".repeat(63)])("%s", (name) => {
    expect(isDnsName(name)).toBe(true);
  });

  it.each(["", ".", "a..b", ".a", "x".repeat(64), "a b", "a\nb", `${"x".repeat(60)}.`.repeat(5)])(
    "not %j",
    (name) => {
      expect(isDnsName(name)).toBe(false);
    },
  );
});
