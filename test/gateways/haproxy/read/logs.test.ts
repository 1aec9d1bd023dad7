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
  it.each(["10.0.0.9:514", "logs.internal:514", "ring@buffer"])(
    "to %s stand in no file that is known",
    (address) => expect(gatewayOf(config(`log ${address} local0`)).logs).toEqual([]),
  );
  it("to its own output are the journal's, and those to syslog too where nothing writes them on", () => {
    expect(gatewayOf(config("log stdout format raw local0")).logs[0]).toMatchObject({ journal: "only" });
    expect(gatewayOf(config("log /dev/log local0")).logs[0]).toMatchObject({ journal: "else" });
  });
  it("are in the format that a frontend sets", () => {
    const { logs } = gatewayOf(config("log /dev/log local0", 'log-format "%ci %b/%s %ST %ts"'));
    expect(logs[0]?.format).toBe("%ci %b/%s %ST %ts");
  });
});
