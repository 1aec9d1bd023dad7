import { expect, test } from "vitest";
import type { Endpoint } from "../../../../src/model/config.ts";
import { FILE, readHttpText, upstreamNamed } from "../given.ts";

function endpoint(line: string): Endpoint {
  const gateway = readHttpText(`upstream a { server 10.9.9.9;\n${line} }`);
  const found = upstreamNamed(gateway, "a").endpoints[1];
  if (found === undefined) throw new Error(gateway.problems.map((problem) => problem.message).join());
  return found;
}

const at = (column: number): { file: string; line: number; column: number } => ({
  file: FILE,
  line: 4,
  column,
});

test("a bare line has nginx's defaults, which point at its address", () => {
  expect(endpoint("server api.internal;")).toEqual({
    endpoint: "api.internal:80",
    target: { kind: "tcp", host: "api.internal", port: 80, isAddress: false },
    role: "primary",
    intent: { value: "active", isDefault: true, location: at(8) },
    weight: { value: 1, isDefault: true, location: at(8) },
    maxConnections: undefined,
    ejection: {
      failures: { value: 1, isDefault: true, location: at(8) },
      windowMs: { value: 10_000, isDefault: true, location: at(8) },
      penaltyMs: { value: 10_000, isDefault: true, location: at(8) },
    },
    resolution: { kind: "system" },
    location: at(8),
  });
});

test("every parameter points at itself", () => {
  const line = "server 10.0.0.1:81 weight=5 max_conns=7 max_fails=3 fail_timeout=1m backup;";
  expect(endpoint(line)).toMatchObject({
    endpoint: "10.0.0.1:81",
    role: "backup",
    weight: { value: 5, isDefault: false, location: at(20) },
    maxConnections: { value: 7, location: at(29) },
    ejection: { failures: { value: 3, location: at(41) }, windowMs: { value: 60_000, location: at(53) } },
    resolution: { kind: "none" },
  });
});

test("what is switched off says where", () => {
  expect(endpoint("server 10.0.0.1 down;").intent).toEqual({
    value: "down",
    isDefault: false,
    location: at(17),
  });
  expect(endpoint("server 10.0.0.1 drain;").intent.value).toBe("drain");
});

test("max_conns=0 is no limit", () => {
  expect(endpoint("server 10.0.0.1 max_conns=0;").maxConnections).toBeUndefined();
});

test("an IPv6 address loses its brackets where it is dialled", () => {
  expect(endpoint("server [::1]:8080;").target).toEqual({
    kind: "tcp",
    host: "::1",
    port: 8080,
    isAddress: true,
  });
});
