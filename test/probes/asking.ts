import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import net, { type Server, type Socket } from "node:net";
import tls, { type TlsOptions } from "node:tls";
import { afterEach } from "vitest";
import type { Measurement } from "../../src/model/observation.ts";
import type { ClimbRequest, ExchangeAsk, HandshakeAsk } from "../../src/model/request.ts";
import { climb } from "../../src/probes/climb.ts";
import type { ProbeContext } from "../../src/probes/context.ts";
import { errorCode } from "../../src/probes/outcome.ts";

/** Requests, a context and servers for the tests of the probes that climb. */
export const context: ProbeContext = {
  signal: new AbortController().signal,
  now: () => Date.now(),
  clock: () => performance.now(),
  userAgent: "uhc/test",
  readFile: async (path) => {
    try {
      return await readFile(path);
    } catch (error) {
      return { reason: "can't be read", code: errorCode(error) };
    }
  },
};

export function certPath(name: string): string {
  return new URL(`certs/${name}`, import.meta.url).pathname;
}

export function cert(...names: string[]): string {
  return names.map((name) => readFileSync(certPath(name), "utf8")).join("");
}

export function climbRequest(changes: Partial<ClimbRequest> = {}): ClimbRequest {
  return {
    kind: "climb",
    target: { kind: "tcp", host: "127.0.0.1", port: 1, isAddress: true },
    sourceAddress: undefined,
    guessed: [],
    patienceMs: 5_000,
    proxyProtocol: 0,
    tls: undefined,
    exchange: undefined,
    limits: {
      connectMs: undefined,
      handshakeMs: undefined,
      readIdleMs: undefined,
      requestMs: undefined,
      responseHeaderBytes: undefined,
    },
    ...changes,
  };
}

export function exchangeAsk(changes: Partial<ExchangeAsk> = {}): ExchangeAsk {
  return {
    protocol: "http",
    httpVersion: "1.0",
    method: "GET",
    path: "/",
    host: "good.test",
    headers: [],
    rawRequest: undefined,
    grpcService: undefined,
    hasCredentials: false,
    purpose: "route",
    expectStatus: undefined,
    ...changes,
  };
}

export function handshakeAsk(changes: Partial<HandshakeAsk> = {}): HandshakeAsk {
  return {
    serverName: undefined,
    verify: false,
    verifyName: undefined,
    matchesAddresses: false,
    verifyDepth: 1,
    trust: { kind: "none" },
    versions: ["TLSv1.2", "TLSv1.3"],
    ciphers: "DEFAULT",
    alpn: [],
    clientCertificate: undefined,
    ...changes,
  };
}

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

export function later(cleanup: () => void): void {
  cleanups.push(cleanup);
}

/** The port of a server on loopback that lives as long as the test. */
export async function listening(server: Server): Promise<number> {
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  later(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

export function tcpServer(serve: (socket: Socket) => void): Promise<number> {
  return listening(net.createServer(serve));
}

/** Answers the first bytes that come with these, and closes. */
export function answering(answer: string | Buffer): Promise<number> {
  return tcpServer((socket) => socket.once("data", () => socket.end(answer)));
}

export function tlsServer(options: TlsOptions, serve?: (socket: tls.TLSSocket) => void): Promise<number> {
  const server = tls.createServer({ key: cert("good.key"), cert: cert("good.pem", "inner.pem"), ...options });
  server.on("tlsClientError", () => undefined);
  server.on("secureConnection", (socket: tls.TLSSocket) => {
    socket.on("error", () => undefined);
    serve?.(socket);
  });
  return listening(server);
}

export function at(port: number): ClimbRequest["target"] {
  return { kind: "tcp", host: "127.0.0.1", port, isAddress: true };
}

type Of<Kind extends Measurement["kind"]> = Extract<Measurement, { kind: Kind }>;

/** Climbs, and gives the measurement of the one layer that the test is about. */
export async function measured<Kind extends "connect" | "handshake" | "exchange">(
  kind: Kind,
  request: ClimbRequest,
  how: ProbeContext = context,
): Promise<Of<Kind>> {
  const all = await climb(request, how);
  const found = all.find((one): one is Of<Kind> => one.kind === kind);
  if (found === undefined)
    throw new Error(`no ${kind} in ${JSON.stringify(all.map((one) => [one.kind, one.outcome]))}`);
  return found;
}

export function exchanged(port: number, ask: Partial<ExchangeAsk> = {}, changes: Partial<ClimbRequest> = {}) {
  return measured("exchange", climbRequest({ target: at(port), exchange: exchangeAsk(ask), ...changes }));
}

export function shaken(port: number, ask: Partial<HandshakeAsk> = {}, changes: Partial<ClimbRequest> = {}) {
  return measured("handshake", climbRequest({ target: at(port), tls: handshakeAsk(ask), ...changes }));
}
