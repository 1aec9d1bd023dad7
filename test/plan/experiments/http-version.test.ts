import { describe, expect, it } from "vitest";
import { httpVersion } from "../../../src/plan/experiments/http-version.ts";
import { triedValues, variants } from "../../given/ground.ts";
import { closed, exchange, overTls } from "../../given/observation.ts";

describe("http-version", () => {
  it.each([400, 426, 505])("tries the others after %i", (status) => {
    expect(triedValues(httpVersion, [exchange({ status })])).toEqual(["HTTP/1.1", "HTTP/2"]);
  });
  it("agrees on HTTP/2 by ALPN inside TLS", () => {
    const request = overTls({}, { httpVersion: "1.1" });
    const [variant] = variants(httpVersion, [exchange({ status: 505 }, { request })]);
    expect(variant?.request).toMatchObject({ tls: { alpn: ["h2"] }, exchange: { httpVersion: "2" } });
  });
  it("opens when the connection is closed without an answer", () => {
    expect(triedValues(httpVersion, [exchange({}, { outcome: closed })])).toHaveLength(2);
  });
  it("opens after a 403 that asks for HTTP/2, and after no other", () => {
    const bodyStart = "Unknown ALPN Protocol, expected `h2` to be available.";
    expect(triedValues(httpVersion, [exchange({ status: 403, bodyStart })])).toHaveLength(2);
    expect(triedValues(httpVersion, [exchange({ status: 403, bodyStart: "no" })])).toEqual([]);
  });
  it("stays shut where another kind of server speaks, and after a success", () => {
    expect(triedValues(httpVersion, [exchange({ spoke: "ssh" }, { outcome: closed })])).toEqual([]);
    expect(triedValues(httpVersion, [exchange()])).toEqual([]);
  });
});
