import { describe, expect, it } from "vitest";
import { adminPlace, isLocal } from "../../src/cli/admin-place.ts";

const read = (value: string, caFile?: string) => adminPlace({ value, source: "--admin" }, caFile);

describe("an admin address", () => {
  it.each([
    ["http://10.0.0.9:8080/api/", "http://10.0.0.9:8080/api/", "10.0.0.9", 8080, "/api/", true],
    ["http://status.internal", "http://status.internal/", "status.internal", 80, "/", false],
    [
      "https://[::1]/status?format=json",
      "https://[::1]/status?format=json",
      "::1",
      443,
      "/status?format=json",
      true,
    ],
    ["localhost:8080", "http://localhost:8080/", "localhost", 8080, "/", false],
    ["ipv4@127.0.0.1:9999", "http://127.0.0.1:9999/", "127.0.0.1", 9999, "/", true],
    ["tcp://127.0.0.1:9999", "http://127.0.0.1:9999/", "127.0.0.1", 9999, "/", true],
  ])("%s", (value, text, host, port, path, isAddress) => {
    expect(read(value)).toMatchObject({ text, path, target: { kind: "tcp", host, port, isAddress } });
  });
  it.each([
    ["/run/s.sock", "unix:/run/s.sock", "/run/s.sock", "/"],
    ["unix@/run/s.sock", "unix:/run/s.sock", "/run/s.sock", "/"],
    ["unix:/run/s.sock", "unix:/run/s.sock", "/run/s.sock", "/"],
    ["unix:///run/s.sock", "unix:/run/s.sock", "/run/s.sock", "/"],
    ["unix:/run/s.sock:/api/9/", "unix:/run/s.sock:/api/9/", "/run/s.sock", "/api/9/"],
  ])("%s is a socket", (value, text, socket, path) => {
    expect(read(value)).toMatchObject({
      text,
      path,
      target: { kind: "unix", path: socket },
      host: "localhost",
    });
  });
  it("keeps credentials out of its text, and sends them as they were meant", () => {
    const place = read("https://ops:s%20cret@status.internal/api/");
    expect(place.text).toBe("https://status.internal/api/");
    expect(place.authorization).toBe(`Basic ${Buffer.from("ops:s cret").toString("base64")}`);
  });
  it("is trusted by --ca, or as the system trusts", () => {
    expect(read("https://a", "/ca.pem").trust).toEqual({ kind: "file", path: "/ca.pem" });
    expect(read("https://a").trust).toEqual({ kind: "system" });
  });
  it.each(["", "ftp://a/", "http://", "http://a b/", "unix:relative", "http://a:99999/"])(
    "%j is none",
    (value) => {
      expect(() => read(value)).toThrow(/^--admin names no admin address/);
    },
  );
});

it.each([
  ["http://127.0.0.1/", true],
  ["http://[::1]/", true],
  ["http://localhost/", true],
  ["/run/s", true],
  ["http://10.0.0.1/", false],
  ["http://127.0.evil.example/", false],
  ["http://localhost.evil.example/", false],
])("asking %s stays on this host: %s", (value, expected) => {
  expect(isLocal(read(value))).toBe(expected);
});
