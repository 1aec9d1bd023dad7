import { describe, expect, it } from "vitest";
import { didYouMean, suggest } from "../../src/cli/suggest.ts";

describe("suggest", () => {
  it("finds what was meant", () => {
    expect(suggest("jsno", ["pretty", "json"])).toBe("json");
    expect(suggest("expired", ["port-refused", "tls-certificate-expired"])).toBe("tls-certificate-expired");
    expect(didYouMean("tls-sni-requird", ["tls-sni-required"])).toBe("Did you mean tls-sni-required?");
  });

  it("says nothing rather than something far away", () => {
    expect(suggest("banana", ["pretty", "json"])).toBeUndefined();
    expect(suggest("x".repeat(1000), ["x"])).toBeUndefined();
  });
});
