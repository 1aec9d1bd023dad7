import { describe, expect, it } from "vitest";
import check from "../../../checks/application/upstream-protocol.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { closed, exchange, handshake, plain, rejected, reset } from "../../given/observation.ts";

const port = (number: number) =>
  plain({}, { target: { kind: "tcp", host: "10.0.0.5", port: number, isAddress: true } });
const frame = exchange({ spoke: "http2", malformed: "no status line" }, { outcome: rejected() });

describe("upstream-protocol-mismatch", () => {
  it.each(["grpc", "fastcgi"] as const)("fires when HTTP answers %s", (protocol) => {
    const own = exchange({ spoke: "http" }, { outcome: rejected(), request: plain({ protocol }) });
    expect(strongest(verdict(check, [own]))).toMatchObject({ strength: 0.97, args: { spoken: "HTTP" } });
  });
  it("fires when FastCGI answers HTTP", () => {
    const own = exchange({ spoke: "fastcgi" }, { outcome: rejected() });
    expect(said(verdict(check, [own]))).toEqual(["root upstream-protocol-mismatch"]);
  });
  it("fires when the HTTP/2 answer turns out to be gRPC", () => {
    const grpc = exchange(
      { headers: [["content-type", "application/grpc"]] },
      { experiment: "http-version" },
    );
    expect(strongest(verdict(check, [frame, grpc]))).toMatchObject({
      strength: 0.94,
      args: { spoken: "gRPC" },
    });
    expect(strongest(verdict(check, [frame])).strength).toBe(0.4);
  });
  it("suspects FastCGI and uwsgi by their usual places", () => {
    const php = exchange({}, { outcome: closed, request: port(9000) });
    expect(strongest(verdict(check, [php]))).toMatchObject({ strength: 0.7, args: { spoken: "FastCGI" } });
    const socket = plain({}, { target: { kind: "unix", path: "/run/app/uwsgi.sock" } });
    const uwsgi = exchange({}, { outcome: closed, request: socket });
    expect(strongest(verdict(check, [uwsgi]))).toMatchObject({ strength: 0.85, args: { spoken: "uwsgi" } });
  });
  it.each([
    ["fastcgi", "FastCGI"],
    ["uwsgi", "uwsgi"],
  ] as const)("is sure when the same over %s gets an answer", (protocol, spoken) => {
    const own = exchange({}, { outcome: closed, request: port(9000) });
    const varied = exchange({ status: 404 }, { experiment: "protocol", request: plain({ protocol }) });
    expect(strongest(verdict(check, [own, varied]))).toMatchObject({ strength: 0.97, args: { spoken } });
  });
  it("is sure when plain HTTP gets an answer where gRPC gets none, and uwsgi a 400", () => {
    const http = exchange({}, { experiment: "protocol" });
    const grpc = exchange({}, { outcome: reset, request: plain({ protocol: "grpc" }) });
    const uwsgi = exchange({ status: 400 }, { request: plain({ protocol: "uwsgi" }) });
    for (const own of [grpc, uwsgi])
      expect(strongest(verdict(check, [own, http]))).toMatchObject({
        strength: 0.97,
        args: { spoken: "HTTP" },
      });
  });
  it("takes the usual port for no hint once the other protocols are tried in vain", () => {
    const own = exchange({}, { outcome: closed, request: port(9000) });
    const varied = exchange(
      {},
      { outcome: closed, experiment: "protocol", request: plain({ protocol: "fastcgi" }) },
    );
    expect(said(verdict(check, [own, varied]))).toEqual(["against upstream-protocol-mismatch"]);
  });
  it("stays quiet about a close elsewhere, or that TLS explains", () => {
    expect(said(verdict(check, [exchange({}, { outcome: closed })]))).toEqual([]);
    const own = exchange({}, { outcome: closed, request: port(9000) });
    expect(said(verdict(check, [own, handshake({}, { experiment: "transport" })]))).toEqual([]);
  });
  it("stays quiet about an HTTP/2 service that is no gRPC", () => {
    expect(said(verdict(check, [frame, exchange({}, { experiment: "http-version" })]))).toEqual([]);
  });
  it("stays quiet about an HTTP answer to uwsgi, which is its own form", () => {
    expect(said(verdict(check, [exchange({}, { request: plain({ protocol: "uwsgi" }) })]))).toEqual([]);
  });
  it("stays quiet about a gRPC server without a health service", () => {
    expect(
      said(verdict(check, [exchange({ grpcStatus: 12 }, { request: plain({ protocol: "grpc" }) })])),
    ).toEqual([]);
  });
  it("fires on a page over HTTP/2, and stays quiet about a router's error there", () => {
    const over2 = (status: number) =>
      exchange({ status, malformed: "no grpc-status" }, { request: plain({ protocol: "grpc" }) });
    expect(said(verdict(check, [over2(200)]))).toEqual(["root upstream-protocol-mismatch"]);
    expect(said(verdict(check, [over2(404)]))).toEqual([]);
    expect(said(verdict(check, [over2(503)]))).toEqual([]);
  });
});
