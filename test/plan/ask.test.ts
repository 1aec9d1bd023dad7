import { describe, expect, it } from "vitest";
import { isCredential } from "../../src/plan/ask.ts";

describe("headers that name a secret", () => {
  it.each([
    "Authorization",
    "Proxy-Authorization",
    "Cookie",
    "X-Api-Key",
    "apikey",
    "X-Auth-Token",
    "Private-Token",
    "X-Goog-Api-Key",
    "X-Internal-Secret",
    "X-Amz-Signature",
  ])("are known: %s", (name) => {
    expect(isCredential(name)).toBe(true);
  });
  it.each(["Accept", "X-Forwarded-For", "X-Request-Id", "Connection", "Sec-WebSocket-Key", "X-Author"])(
    "are not %s",
    (name) => {
      expect(isCredential(name)).toBe(false);
    },
  );
});
