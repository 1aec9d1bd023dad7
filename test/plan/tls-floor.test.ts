import { describe, expect, it } from "vitest";
import { withFloor } from "../../src/plan/tls-floor.ts";
import { overTls, plain } from "../given/observation.ts";

const ciphers = (own: string, library: string | undefined) =>
  withFloor(overTls({ ciphers: own }), library).tls?.ciphers;

describe("the floor of the gateway's TLS library", () => {
  it("is lower with OpenSSL 1", () => {
    expect(ciphers("HIGH", "OpenSSL 1.1.1w")).toBe("HIGH:@SECLEVEL=0");
  });
  it("is uhc's own with OpenSSL 3, and where nobody knows", () => {
    expect(ciphers("HIGH", "OpenSSL 3.0.17")).toBe("HIGH");
    expect(ciphers("HIGH", undefined)).toBe("HIGH");
  });
  it("stays where the config names a level", () => {
    expect(ciphers("DEFAULT@SECLEVEL=2", "OpenSSL 1.1.1w")).toBe("DEFAULT@SECLEVEL=2");
  });
  it("is no matter of plaintext", () => {
    expect(withFloor(plain(), "OpenSSL 1.1.1w").tls).toBeUndefined();
  });
});
