import { describe, expect, it } from "vitest";
import check from "../../../checks/application/response-header-size.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { exchange } from "../../given/observation.ts";

describe("response-headers-too-large", () => {
  it("fires when the header is larger than the gateway's buffer", () => {
    const headers = [["Set-Cookie", "x".repeat(5000)]] as const;
    const found = strongest(verdict(check, [exchange({ headerBytes: 5100, headers })]));
    expect(found).toMatchObject({
      cause: "response-headers-too-large",
      args: { bytes: 5100, limit: 4096, wanted: 8 },
    });
    expect(found.evidence[1]).toBe("the largest is Set-Cookie with 5000 bytes");
  });
  it("stays quiet about a header that just fits", () => {
    expect(said(verdict(check, [exchange({ headerBytes: 4096 })]))).toEqual([]);
  });
});
