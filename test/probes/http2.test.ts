import http2, { type Http2Server, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { answering, cert, exchanged, handshakeAsk, later, listening, tcpServer } from "./asking.ts";

const h2 = { httpVersion: "2" } as const;
const grpc = { protocol: "grpc" } as const;

function serving(serve: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void): Promise<number> {
  const server: Http2Server = http2.createServer();
  server.on("stream", (stream, headers) => {
    stream.on("error", () => undefined);
    serve(stream, headers);
  });
  server.on("sessionError", () => undefined);
  return tcpServer((socket: Socket) => void server.emit("connection", socket));
}

/** Serves the health check: a status of the service, or a gRPC status alone. */
function health(reply: { readonly status?: number; readonly grpcStatus?: string }): Promise<number> {
  return serving((stream) => {
    if (reply.status === undefined) {
      stream.respond({ ":status": 200, "grpc-status": reply.grpcStatus ?? "0" }, { endStream: true });
      return;
    }
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(Buffer.from(reply.status === 0 ? [0, 0, 0, 0, 0] : [0, 0, 0, 0, 2, 8, reply.status]));
  });
}

describe("HTTP/2", () => {
  test("an answer is told as one of HTTP/1 is", async () => {
    const port = await serving((stream) => {
      stream.respond({ ":status": 404, server: "x", "set-cookie": ["a", "b"] });
      stream.end("no");
    });
    const { outcome, facts } = await exchanged(port, h2);
    expect(outcome.kind).toBe("answered");
    expect(facts).toMatchObject({
      status: 404,
      httpVersion: "2",
      bodyStart: "no",
      bodyComplete: true,
      malformed: undefined,
    });
    expect(facts.headers.slice(0, 3)).toEqual([
      ["server", "x"],
      ["set-cookie", "a"],
      ["set-cookie", "b"],
    ]);
  });

  test("authority, path and headers go out as asked, headers of a connection do not", async () => {
    let got: IncomingHttpHeaders = {};
    const port = await serving((stream, headers) => {
      got = headers;
      stream.respond({ ":status": 200 }, { endStream: true });
    });
    const headers = [
      ["Connection", "close"],
      ["X-A", "1"],
      ["Bad Name", "2"],
    ] as const;
    await exchanged(port, { ...h2, host: "a.test:8080", path: "/x?y", headers });
    expect(got).toMatchObject({
      ":authority": "a.test:8080",
      ":path": "/x?y",
      ":scheme": "http",
      "x-a": "1",
    });
    expect(Object.keys(got)).not.toContain("connection");
  });

  test("is spoken over TLS", async () => {
    const server = http2.createSecureServer({ key: cert("good.key"), cert: cert("good.pem") });
    server.on("stream", (stream) => stream.respond({ ":status": 200 }, { endStream: true }));
    later(() => server.close());
    const port = await listening(server);
    const { facts } = await exchanged(port, h2, { tls: handshakeAsk({ alpn: ["h2"] }) });
    expect(facts).toMatchObject({ status: 200, httpVersion: "2" });
  });

  test("a server of HTTP/1 is named", async () => {
    const { outcome, facts } = await exchanged(await answering("HTTP/1.1 400 Bad Request\r\n\r\n"), h2);
    expect(outcome.kind).toBe("rejected");
    expect(facts).toMatchObject({ spoke: "http", malformed: "no HTTP/2 answer", status: undefined });
    expect(facts.firstBytes).toBe("HTTP/1.1 400 Bad Request\r\n\r\n");
  });

  test("a close, a reset, a refused stream and silence are four things", async () => {
    const closing = await tcpServer((socket) => socket.once("data", () => socket.end()));
    expect((await exchanged(closing, h2)).outcome.kind).toBe("reset");
    const cutting = await tcpServer((socket) => socket.once("data", () => socket.resetAndDestroy()));
    expect((await exchanged(cutting, h2)).outcome).toMatchObject({ kind: "reset", code: "ECONNRESET" });
    const refusing = await serving((stream) => stream.close(http2.constants.NGHTTP2_REFUSED_STREAM));
    expect((await exchanged(refusing, h2)).outcome).toMatchObject({
      kind: "rejected",
      code: "NGHTTP2_REFUSED_STREAM",
    });
    const silent = await tcpServer(() => undefined);
    expect((await exchanged(silent, h2, { patienceMs: 50 })).outcome.kind).toBe("timed-out");
  });

  test("an endless body is cut", async () => {
    const port = await serving((stream) => {
      stream.respond({ ":status": 200 });
      const more = (): void => {
        while (stream.writable && stream.write("x".repeat(1000)));
      };
      stream.on("drain", more);
      more();
    });
    const { outcome, facts } = await exchanged(port, h2);
    expect([outcome.kind, facts.bodyComplete]).toEqual(["answered", false]);
  });
});

describe("the gRPC health check", () => {
  test.each([
    ["UNKNOWN", 0],
    ["SERVING", 1],
    ["NOT_SERVING", 2],
    ["SERVICE_UNKNOWN", 3],
  ] as const)("%s", async (grpcServing, status) => {
    const { outcome, facts } = await exchanged(await health({ status }), grpc);
    expect(outcome.kind).toBe("answered");
    expect(facts).toMatchObject({ status: 200, grpcStatus: 0, grpcServing, malformed: undefined });
  });

  test("a service without health checks speaks gRPC all the same", async () => {
    const { outcome, facts } = await exchanged(await health({ grpcStatus: "12" }), grpc);
    expect(outcome.kind).toBe("answered");
    expect(facts).toMatchObject({ grpcStatus: 12, grpcServing: undefined, malformed: undefined });
  });

  test("the service is named", async () => {
    const got: Buffer[] = [];
    let path: unknown;
    const port = await serving((stream, headers) => {
      path = headers[":path"];
      stream.on("data", (chunk: Buffer) => got.push(chunk));
      stream.on("end", () => stream.respond({ ":status": 200, "grpc-status": "0" }, { endStream: true }));
    });
    await exchanged(port, { ...grpc, grpcService: "shop.Cart" });
    expect(path).toBe("/grpc.health.v1.Health/Check");
    expect(Buffer.concat(got)).toEqual(
      Buffer.concat([Buffer.from([0, 0, 0, 0, 11, 10, 9]), Buffer.from("shop.Cart")]),
    );
  });

  test("a plain server of HTTP/2 does not speak it", async () => {
    const port = await serving((stream) => stream.respond({ ":status": 415 }, { endStream: true }));
    const { facts } = await exchanged(port, grpc);
    expect(facts).toMatchObject({ status: 415, grpcStatus: undefined, malformed: "no grpc-status" });
  });
});
