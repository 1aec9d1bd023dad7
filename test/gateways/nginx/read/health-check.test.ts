import { describe, expect, test } from "vitest";
import type { HealthCheck } from "../../../../src/model/health-check.ts";
import { readHttpText, readStreamText, upstreamNamed } from "../given.ts";

const UPSTREAM = "upstream a { zone a 64k; server 10.0.0.1:80; }";

function check(line: string, match = "", pass = "proxy_pass http://a;"): HealthCheck {
  const gateway = readHttpText(`${UPSTREAM} ${match} server { location / { ${pass} ${line} } }`);
  const found = upstreamNamed(gateway, "a").healthCheck;
  if (found === undefined) throw new Error("no check");
  return found;
}

describe("health_check", () => {
  test("has NGINX Plus's defaults", () => {
    expect(check("proxy_read_timeout 7s; health_check;")).toMatchObject({
      protocol: "http",
      intervalMs: { value: 5_000, isDefault: true },
      timeoutMs: { value: 7_000 },
      unhealthyAfter: { value: 1 },
      healthyAfter: { value: 1 },
      port: undefined,
      method: { value: "GET" },
      path: { value: "/" },
      rawRequest: undefined,
      expectStatus: { value: [{ from: 200, to: 399 }], isDefault: true },
      grpcService: undefined,
      startsDown: false,
    });
  });

  test("is read", () => {
    expect(check("health_check interval=10 fails=3 passes=2 uri=/up port=8081 mandatory;")).toMatchObject({
      intervalMs: { value: 10_000, isDefault: false },
      unhealthyAfter: { value: 3 },
      healthyAfter: { value: 2 },
      path: { value: "/up" },
      port: { value: 8081 },
      startsDown: true,
    });
  });

  test.each([
    ["status 200;", [{ from: 200, to: 200 }]],
    [
      "status 200-204 301;",
      [
        { from: 200, to: 204 },
        { from: 301, to: 301 },
      ],
    ],
    ["status ! 500-599;", [{ from: 100, to: 499 }]],
    [
      "status ! 301-303 307;",
      [
        { from: 100, to: 300 },
        { from: 304, to: 306 },
        { from: 308, to: 599 },
      ],
    ],
    ["body ~ ok;", [{ from: 100, to: 599 }]],
  ])("expects by its match block: %s", (line, ranges) => {
    expect(check("health_check match=m;", `match m { ${line} }`).expectStatus.value).toEqual(ranges);
  });

  test("of gRPC names its service", () => {
    const found = check("health_check type=grpc grpc_service=api.v1;", "", "grpc_pass grpc://a;");
    expect(found).toMatchObject({ protocol: "grpc", grpcService: "api.v1" });
  });

  test("in stream connects", () => {
    const gateway = readStreamText(`${UPSTREAM} server { listen 1; proxy_pass a; health_check; }`);
    expect(upstreamNamed(gateway, "a").healthCheck?.protocol).toBe("tcp");
  });
});

describe("the check of Tengine and of the check module", () => {
  const module = (text: string): HealthCheck | undefined =>
    upstreamNamed(readHttpText(`upstream a { server 10.0.0.1; ${text} }`), "a").healthCheck;

  test("has its defaults", () => {
    expect(module("check;")).toMatchObject({
      protocol: "tcp",
      intervalMs: { value: 30_000 },
      timeoutMs: { value: 1_000 },
      unhealthyAfter: { value: 5 },
      healthyAfter: { value: 2 },
      startsDown: true,
      rawRequest: undefined,
    });
  });

  test("sends what it is told to", () => {
    const text =
      'check interval=3000 rise=1 fall=2 type=http default_down=false port=8081; check_http_send "HEAD /up HTTP/1.0\\r\\n\\r\\n"; check_http_expect_alive http_2xx;';
    expect(module(text)).toMatchObject({
      protocol: "http",
      intervalMs: { value: 3_000 },
      method: { value: "HEAD" },
      path: { value: "/up" },
      port: { value: 8081 },
      rawRequest: { value: "HEAD /up HTTP/1.0\r\n\r\n", isDefault: false },
      expectStatus: { value: [{ from: 200, to: 299 }] },
      startsDown: false,
    });
  });

  test("sends a request without Host by default", () => {
    expect(module("check type=http;")?.rawRequest).toMatchObject({
      value: "GET / HTTP/1.0\r\n\r\n",
      isDefault: true,
    });
  });
});
