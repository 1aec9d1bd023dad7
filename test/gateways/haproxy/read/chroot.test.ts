import { describe, expect, it } from "vitest";
import { apiOf, gatewayOf } from "../given.ts";

const place = (server: string, root = "chroot /var/lib/haproxy/") => {
  const text = `global\n${root}\ndefaults\nmode http\nfrontend web\nbind :80\ndefault_backend api\nbackend api\n${server}\n`;
  const [endpoint] = apiOf(gatewayOf(text)).endpoints;
  return [endpoint?.endpoint, endpoint?.target];
};

describe("a socket behind chroot", () => {
  it("is looked for below it, and keeps the name that the config gives it", () => {
    expect(place("server a unix@/run/app.sock")).toEqual([
      "unix:/run/app.sock",
      { kind: "unix", path: "/var/lib/haproxy/run/app.sock" },
    ]);
  });
  it("is where it says without chroot, or with the root of all", () => {
    expect(place("server a unix@/run/app.sock", "")[1]).toEqual({ kind: "unix", path: "/run/app.sock" });
    expect(place("server a unix@/run/app.sock", "chroot /")[1]).toEqual({
      kind: "unix",
      path: "/run/app.sock",
    });
  });
  it("is no matter of addresses", () => {
    expect(place("server a 10.0.0.1:80")[0]).toBe("10.0.0.1:80");
  });
});
