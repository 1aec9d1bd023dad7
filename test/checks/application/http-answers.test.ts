import { describe, expect, it } from "vitest";
import check from "../../../checks/application/http-answers.ts";
import { climbRequest } from "../../given/climb.ts";
import { OTHER_ROUTE, world } from "../../given/endpoint.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import {
  closed,
  exchange,
  handshake,
  noTls,
  overTls,
  plain,
  rejected,
  reset,
} from "../../given/observation.ts";

describe("connection-closed-early", () => {
  it("fires on an orderly close without an answer", () => {
    const found = strongest(verdict(check, [exchange({}, { outcome: closed })]));
    expect(found).toMatchObject({
      cause: "connection-closed-early",
      strength: 0.85,
      ground: "endpoint:10.0.0.5:8443",
    });
    expect(found.evidence[0]).toBe("GET / with Host api over HTTP/1.0: closed before an answer");
  });
  it("fires on a body that breaks off", () => {
    const malformed = "closed before the announced end of the body";
    expect(said(verdict(check, [exchange({ malformed })]))).toEqual(["root connection-closed-early"]);
  });
  it("concerns its own route alone, of which all requests fail", () => {
    const seen = verdict(check, [
      exchange({}, { outcome: closed }),
      exchange({}, { subjects: [OTHER_ROUTE] }),
    ]);
    expect(strongest(seen)).toMatchObject({ routes: ["/api/ api"] });
    expect(strongest(seen).extent).toBeUndefined();
  });
  it("leaves a reset without a byte to connection-reset", () => {
    expect(said(verdict(check, [exchange({}, { outcome: reset })]))).toEqual([]);
  });
  it("stays quiet where TLS, another version or a PROXY header gets through", () => {
    const own = exchange({}, { outcome: closed });
    for (const cure of [
      handshake({}, { experiment: "transport" }),
      exchange({}, { experiment: "http-version" }),
      exchange({}, { experiment: "proxy-protocol" }),
    ])
      expect(said(verdict(check, [own, cure]))).toEqual([]);
  });
  it("stays quiet about any whole answer", () => {
    expect(verdict(check, [exchange({ status: 500 })])).toMatchObject({ status: "pass", findings: [] });
  });
});

describe("response-malformed", () => {
  const broken = { malformed: 'duplicate header line "Content-Length"' };
  it("fires on a header that breaks the rules", () => {
    const seen = verdict(check, [
      exchange({ malformed: "invalid header", spoke: "http", status: undefined }, { outcome: rejected() }),
    ]);
    expect(said(seen)).toEqual(["root response-malformed"]);
  });
  it("only warns where this version of nginx lets it pass", () => {
    const old = world({ gateway: { version: "1.22.1" } });
    expect(said(verdict(check, [exchange(broken)]))).toEqual(["root response-malformed"]);
    expect(said(verdict(check, [exchange(broken)], { gateway: old }))).toEqual(["latent response-malformed"]);
  });
  it("leaves TLS and HTTP/2 bytes to their own checks", () => {
    for (const spoke of ["tls", "http2", "fastcgi"] as const) {
      const own = exchange({ malformed: "no status line", spoke }, { outcome: rejected() });
      expect(said(verdict(check, [own]))).toEqual([]);
    }
  });
});

describe("wrong-service", () => {
  it("fires on a banner, in the exchange and in the handshake", () => {
    const ssh = exchange(
      { spoke: "ssh", malformed: "no status line", firstBytes: "SSH-2.0-OpenSSH_9.2" },
      { outcome: rejected() },
    );
    expect(strongest(verdict(check, [ssh])).evidence[1]).toBe('first bytes: "SSH-2.0-OpenSSH_9.2"');
    expect(said(verdict(check, [noTls("redis")]))).toEqual(["root wrong-service"]);
  });
  it("stays quiet behind a layer 4 route, where a greeting is what is wanted", () => {
    const greeting = exchange({ spoke: "mysql" }, { request: plain({ protocol: "tcp" }) });
    expect(said(verdict(check, [greeting]))).toEqual([]);
  });
  it("fires where a server gives itself away when it is asked in another way", () => {
    const told = exchange(
      { spoke: "redis", firstBytes: "-ERR" },
      { experiment: "host-header", outcome: rejected() },
    );
    const found = strongest(verdict(check, [exchange({}, { outcome: closed }), told]));
    expect(found).toMatchObject({ cause: "wrong-service", args: { server: "Redis" } });
  });
  it.each([
    ["MongoDB", "It looks like you are trying to access MongoDB over HTTP on the native driver port.", 200],
    ["ClickHouse's native protocol", "Port 9000 is for clickhouse-client program", 400],
  ])("reads the page of %s", (server, bodyStart, status) => {
    expect(strongest(verdict(check, [exchange({ status, bodyStart })]))).toMatchObject({ args: { server } });
  });
  it("takes a custom port for a hint where nothing at all comes back", () => {
    const request = climbRequest("10.0.0.5", 5432);
    const mute = exchange({}, { outcome: closed, request });
    expect(said(verdict(check, [mute]))).toEqual(["root wrong-service", "root connection-closed-early"]);
    expect(said(verdict(check, [exchange({}, { outcome: closed })]))).toEqual([
      "root connection-closed-early",
    ]);
    const shut = handshake({}, { outcome: closed, request: { ...overTls(), target: request.target } });
    expect(said(verdict(check, [shut]))).toEqual(["root wrong-service"]);
  });
});
