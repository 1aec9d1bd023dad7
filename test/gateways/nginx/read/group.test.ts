import { describe, expect, test } from "vitest";
import type { Upstream } from "../../../../src/model/config.ts";
import { readHttpText, readStreamText, upstreamNamed } from "../given.ts";

const group = (text: string, version?: string): Upstream =>
  upstreamNamed(readHttpText(`upstream a { ${text} }`, version), "a");
const ejected = (text: string): readonly boolean[] =>
  group(text).endpoints.map((one) => one.ejection !== undefined);

describe("who can be taken out", () => {
  test("not a lone address", () => {
    expect(ejected("server 10.0.0.1;")).toEqual([false]);
  });

  test("not a lone socket", () => {
    expect(ejected("server unix:/run/s;")).toEqual([false]);
  });

  test("a lone name, which may have two addresses", () => {
    expect(ejected("server api.internal;")).toEqual([true]);
  });

  test("an address beside one that is only switched off", () => {
    expect(ejected("server 10.0.0.1; server 10.0.0.2 down;")).toEqual([true, true]);
  });

  test("an address beside a backup", () => {
    expect(ejected("server 10.0.0.1; server 10.0.0.2 backup;")).toEqual([true, true]);
  });

  test("not one with max_fails=0", () => {
    expect(ejected("server 10.0.0.1 max_fails=0; server 10.0.0.2;")).toEqual([false, true]);
  });
});

test("how it balances", () => {
  expect(group("server 10.0.0.1;").balance).toMatchObject({ value: "round-robin", isDefault: true });
  expect(group("hash $request_uri consistent; server 10.0.0.1;").balance).toMatchObject({
    value: "hash $request_uri consistent",
    isDefault: false,
  });
  expect(group("random; least_conn; server 10.0.0.1;").balance.value).toBe("least_conn");
});

describe("idle connections", () => {
  test("are kept where the group says so", () => {
    expect(group("server 10.0.0.1; keepalive 16; keepalive_timeout 5s;").keepalive).toMatchObject({
      connections: { value: 16, isDefault: false },
      idleMs: { value: 5_000 },
    });
  });

  test("are not kept by default until 1.29.7", () => {
    expect(group("server 10.0.0.1;", "1.29.6").keepalive).toBeUndefined();
    expect(group("server 10.0.0.1;", "1.29.7").keepalive).toMatchObject({
      connections: { value: 32, isDefault: true },
    });
    expect(group("server 10.0.0.1; keepalive 0;", "1.29.7").keepalive).toBeUndefined();
  });
});

test("workers share what they learn where there is a zone", () => {
  expect(group("server 10.0.0.1;").sharesState).toBe(false);
  expect(group("zone z 64k; server 10.0.0.1;").sharesState).toBe(true);
});

test("servers that a script stands in for are not its endpoints", () => {
  const { form, endpoints } = group("server 0.0.0.1; balancer_by_lua_block { x() }");
  expect({ form, endpoints }).toEqual({ form: "variable", endpoints: [] });
});

describe("nobody serves", () => {
  test("when all are switched off, which nginx accepts", () => {
    const { problems } = readHttpText("upstream a { server 10.0.0.1 down; server 10.0.0.2 drain; }");
    expect(problems).toMatchObject([
      { cause: "upstream-all-down", refusesConfig: false, about: "a", location: { column: 30 } },
    ]);
  });

  test("but a backup does", () => {
    expect(readHttpText("upstream a { server 10.0.0.1 down; server 10.0.0.2 backup; }").problems).toEqual([]);
  });

  test("when the group is empty, unless a commercial build fills it", () => {
    expect(readHttpText("upstream a { zone a 64k; }").problems).toMatchObject([{ cause: "upstream-empty" }]);
    expect(readHttpText("upstream a { zone a 64k; }", "1.25.3 (nginx-plus-r31)").problems).toEqual([]);
  });
});

test("a backup on a line above the method is not refused", () => {
  expect(readHttpText("upstream a { server 10.0.0.1; server 10.0.0.2 backup; ip_hash; }").problems).toEqual(
    [],
  );
});

describe("names resolved at run time", () => {
  const text = (rest: string): string => `upstream a { server api.internal:81 resolve; ${rest} }`;

  test("need a zone", () => {
    const [problem] = readHttpText(text("resolver 10.0.0.2;"), "1.27.3").problems;
    expect(problem?.message).toBe(
      'resolving names at run time requires upstream "a" in /etc/nginx/nginx.conf:3 to be in shared memory',
    );
  });

  test("need a resolver", () => {
    const [problem] = readHttpText(text("zone z 64k;"), "1.27.3").problems;
    expect(problem).toMatchObject({ cause: "resolver-missing", refusesConfig: true });
  });

  test("ask the group's own resolver before that of http", () => {
    const http = `resolver 10.0.0.9; ${text("zone z 64k; resolver 10.0.0.2 [::1]:5353 ipv6=off; resolver_timeout 5s;")}`;
    const gateway = readHttpText(http, "1.27.3");
    expect(gateway.problems).toEqual([]);
    expect(upstreamNamed(gateway, "a").endpoints[0]?.resolution).toMatchObject({
      kind: "own",
      when: "run-time",
      resolvers: { value: ["10.0.0.2:53", "[::1]:5353"] },
      families: ["ipv4"],
      timeoutMs: { value: 5_000 },
    });
  });
});

test("in stream a server has no default port", () => {
  const { problems } = readStreamText("upstream a { server 10.0.0.1; }");
  expect(problems).toMatchObject([
    { cause: "upstream-address-invalid", message: 'no port in upstream "10.0.0.1"' },
  ]);
});
