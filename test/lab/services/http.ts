import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Answer, HttpService } from "../service-spec.ts";
import { serverTls } from "./server-tls.ts";

/** An HTTP service that answers by a list of rules. One server for each of its addresses. */
export function httpService(spec: HttpService, pki: string): Server {
  const count = new Map<Answer, number>();
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    request.resume();
    const answer = spec.answers === undefined ? {} : spec.answers.find((one) => fits(one, request, count));
    reply(response, answer ?? { status: 404, body: "no such page\n" });
  };
  const server =
    spec.tls === undefined ? createServer(onRequest) : createTlsServer(serverTls(pki, spec.tls), onRequest);
  if (spec.keepAliveMs !== undefined) {
    server.keepAliveTimeout = spec.keepAliveMs;
  }
  return server;
}

function fits(answer: Answer, request: IncomingMessage, count: Map<Answer, number>): boolean {
  const { host, path, method, version, every } = answer.when ?? {};
  const same =
    (host === undefined || request.headers.host === host) &&
    (path === undefined || request.url?.startsWith(path) === true) &&
    (method === undefined || request.method === method) &&
    (version === undefined || request.httpVersion === version);
  if (!same || every === undefined) {
    return same;
  }
  const seen = (count.get(answer) ?? 0) + 1;
  count.set(answer, seen);
  return seen % every === 0;
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer.instead === "hang") {
    return;
  }
  if (answer.instead === "close") {
    response.socket?.end();
    return;
  }
  if (answer.instead === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  setTimeout(() => {
    const body = answer.body ?? "ok\n";
    response.writeHead(answer.status ?? 200, { "Content-Type": "text/plain", ...answer.headers });
    response.end(body);
  }, answer.delayMs ?? 0);
}
