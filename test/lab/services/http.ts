import { appendFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttp2Server, createSecureServer } from "node:http2";
import { createServer as createTlsServer } from "node:https";
import type { Server, Socket } from "node:net";
import type { Answer, HttpService } from "../service-spec.ts";
import { fittingAnswer, type Seen } from "./fitting-answer.ts";
import { serverTls } from "./server-tls.ts";

/** An HTTP service that answers by a list of rules, and writes a line to `tally` for each request. */
export function httpService(spec: HttpService, at: string, pki: string, tally: string): Server {
  const seen: Seen = { count: new Map(), served: new WeakMap() };
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    appendFileSync(tally, `${at}\n`);
    request.resume();
    const answer = spec.answers === undefined ? {} : fittingAnswer(spec.answers, request, seen);
    reply(request.socket, response, answer ?? { status: 404, body: "no such page\n" });
  };
  return spec.http2 === true ? http2Server(spec, at, pki, tally) : http1Server(spec, pki, onRequest);
}

type OnRequest = (request: IncomingMessage, response: ServerResponse) => void;

function http1Server(spec: HttpService, pki: string, onRequest: OnRequest): Server {
  const server =
    spec.tls === undefined ? createServer(onRequest) : createTlsServer(serverTls(pki, spec.tls), onRequest);
  if (spec.keepAliveMs !== undefined) {
    server.keepAliveTimeout = spec.keepAliveMs;
  }
  return server;
}

/** Node's HTTP/2 servers speak HTTP/2 alone unless asked for more. This one says 200 to everything. */
function http2Server(spec: HttpService, at: string, pki: string, tally: string): Server {
  const server = spec.tls === undefined ? createHttp2Server() : createSecureServer(serverTls(pki, spec.tls));
  server.on("sessionError", () => undefined);
  server.on("stream", (stream) => {
    appendFileSync(tally, `${at}\n`);
    stream.on("error", () => undefined);
    stream.respond({ ":status": 200, "content-type": "text/plain" });
    stream.end("ok\n");
  });
  return server;
}

function reply(socket: Socket, response: ServerResponse, answer: Answer): void {
  switch (answer.instead) {
    case "hang":
      return;
    case "close":
      socket.end();
      return;
    case "reset":
      socket.resetAndDestroy();
      return;
    case "drip":
      drip(socket);
      return;
    case undefined:
      setTimeout(() => send(response, answer), answer.delayMs ?? 0);
  }
}

function send(response: ServerResponse, answer: Answer): void {
  const body = answer.body ?? "ok\n";
  response.writeHead(answer.status ?? 200, { "Content-Type": "text/plain", ...answer.headers });
  if (answer.bodyBytes === undefined) {
    response.end(body);
    return;
  }
  sendRest(response, answer.bodyBytes);
}

/** Sends as fast as the other side reads. */
function sendRest(response: ServerResponse, bytes: number): void {
  const chunk = Buffer.alloc(65536, "x");
  let left = bytes;
  while (left > 0) {
    const piece = chunk.subarray(0, Math.min(left, chunk.length));
    left -= piece.length;
    if (!response.write(piece)) {
      response.once("drain", () => sendRest(response, left));
      return;
    }
  }
  response.end();
}

/** A header that grows by one byte five times a second and never ends. */
function drip(socket: Socket): void {
  socket.write("HTTP/1.1 200 OK\r\nX-Long: ");
  const timer = setInterval(() => socket.write("x"), 200);
  socket.on("close", () => clearInterval(timer));
}
