import { describe, expect, it } from "vitest";
import { gatewayOf } from "../given.ts";

const config = (global: string, frontend = "") => `global
    ${global}
defaults
    mode http
    log global
    timeout connect 1s
    timeout client 1s
    timeout server 1s
frontend f
    bind :80
    ${frontend}
    default_backend b
backend b
    server one 10.0.0.1:80
`;

describe("the logs of HAProxy", () => {
  it.each([
    "/dev/log",
    "127.0.0.1",
    "127.0.0.1:514",
    "localhost:514",
    "/var/lib/haproxy/dev/log",
    "[::1]:514",
  ])("to %s stand where the packages' rule for syslog puts them", (address) => {
    expect(gatewayOf(config(`log ${address} local0`)).logs).toMatchObject([
      { kind: "access", path: "/var/log/haproxy.log", format: undefined, location: { line: 2 } },
    ]);
  });
  it.each(["stdout format raw", "10.0.0.9:514", "logs.internal:514", "ring@buffer"])(
    "to %s stand in no file that is known",
    (address) => expect(gatewayOf(config(`log ${address} local0`)).logs).toEqual([]),
  );
  it("are in the format that a frontend sets", () => {
    const { logs } = gatewayOf(config("log /dev/log local0", 'log-format "%ci %b/%s %ST %ts"'));
    expect(logs[0]?.format).toBe("%ci %b/%s %ST %ts");
  });
});
