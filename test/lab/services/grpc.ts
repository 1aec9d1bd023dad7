import { createSecureServer, createServer, type ServerHttp2Stream } from "node:http2";
import type { Server } from "node:net";
import type { GrpcService } from "../service-spec.ts";
import { serverTls } from "./server-tls.ts";

// HealthCheckResponse { status }, framed: not compressed, two bytes long (grpc/health/v1/health.proto).
const health = (status: number): Buffer => Buffer.from([0, 0, 0, 0, 2, 0x08, status]);
const HEALTH = { UNKNOWN: 0, SERVING: 1, NOT_SERVING: 2 } as const;

/** A gRPC server that says the same of every service, or fails every call with one status. */
export function grpcService(spec: GrpcService, pki: string): Server {
  const server = spec.tls === undefined ? createServer() : createSecureServer(serverTls(pki, spec.tls));
  server.on("sessionError", () => undefined);
  server.on("stream", (stream: ServerHttp2Stream) => {
    stream.on("error", () => undefined);
    const status = String(spec.status ?? 0);
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": status }));
    stream.end(status === "0" ? health(HEALTH[spec.health ?? "SERVING"]) : Buffer.alloc(0));
  });
  return server;
}
