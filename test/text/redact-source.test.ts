import { describe, expect, it } from "vitest";
import { redactSource } from "../../src/text/redact-source.ts";

describe("a config without its secrets", () => {
  it("keeps every line where it is, also below a key of many lines", () => {
    const key = `-----BEGIN PRIVATE KEY-----\nMIIabc\ndef\n-----END PRIVATE KEY-----`;
    const text = `a\n${key}\nproxy_set_header Authorization "Bearer abcdef012345";\nlast`;
    const clean = redactSource(text).split("\n");
    expect(clean).toHaveLength(7);
    expect(clean[5]).toBe('proxy_set_header Authorization "Bearer [redacted]";');
    expect(clean[6]).toBe("last");
    expect(clean.join()).not.toMatch(/MIIabc|abcdef/);
  });
  it("takes the rest of a file whose key has no end", () => {
    expect(redactSource("a\n-----BEGIN PRIVATE KEY-----\nMIIabc\n")).toBe("a\n[redacted]\n\n");
  });
  it("leaves alone what holds none", () => {
    expect(redactSource("server {\r\n  listen 80;\n}\n")).toBe("server {\r\n  listen 80;\n}\n");
  });
});
