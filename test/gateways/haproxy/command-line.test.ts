import { describe, expect, it } from "vitest";
import { parseHaproxyCommand } from "../../../src/gateways/haproxy/command-line.ts";

describe("the command line of a HAProxy", () => {
  it.each([
    ["/usr/sbin/haproxy -Ws -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid", ["/etc/haproxy/haproxy.cfg"]],
    ["haproxy -W -db -f a.cfg -f conf.d", ["a.cfg", "conf.d"]],
    ["haproxy -D -f a.cfg -sf 12 13 -x /run/admin.sock", ["a.cfg"]],
    ["haproxy -D -- a.cfg b.cfg", ["a.cfg", "b.cfg"]],
  ])("%s", (line, configFiles) => {
    expect(parseHaproxyCommand(line.split(" "))).toMatchObject({
      configFiles,
      directory: undefined,
      isOneShot: false,
    });
  });

  it("ends by itself when it only checks or tells its version", () => {
    for (const line of ["haproxy -c -f a.cfg", "haproxy -v", "haproxy -vv"])
      expect(parseHaproxyCommand(line.split(" "))?.isOneShot).toBe(true);
  });

  it("counts names from -C", () => {
    expect(parseHaproxyCommand(["haproxy", "-C", "/srv", "-f", "a.cfg"])?.directory).toBe("/srv");
  });

  it("is none of another program", () => {
    expect(parseHaproxyCommand(["nginx", "-c", "a.conf"])).toBeUndefined();
  });
});
