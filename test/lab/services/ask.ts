import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { address } from "./address.ts";

/** One request from beside the gateway, and what it must be answered. */
export interface Ask {
  /** Default 127.0.0.1:8080. */
  readonly to?: string;
  /** Default http. `raw` sends `send` and reads; `grpc` calls the health service. */
  readonly as?: "http" | "raw" | "grpc";
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  /** More header lines, each with its line end. */
  readonly headers?: string;
  readonly send?: string;
  /** One of these. 0: bytes that are no HTTP answer; -1: no connection; -2: closed without a byte; -3: silence. */
  readonly status: number | readonly number[];
  readonly body?: RegExp;
  /** Asked so many times; every answer must be right. Default 1. */
  readonly times?: number;
  /** So many at once. Default 1. */
  readonly atOnce?: number;
  /** Waited before each of them, so that what the gateway remembers runs out. */
  readonly pauseMs?: number;
}

export interface Answered {
  readonly status: number;
  readonly body: string;
}

/** A question is asked `atOnce` times, and has as many answers. */
export type Question = Omit<Ask, "status" | "body" | "times">;

const PATIENCE_MS = 12_000;

/** Asks one question, once or several times at once; never throws. */
export async function ask(question: Question): Promise<Answered[]> {
  await new Promise((resolve) => setTimeout(resolve, question.pauseMs ?? 0));
  const one = () => (question.as === "grpc" ? askGrpc(question) : askTcp(question));
  return Promise.all(Array.from({ length: question.atOnce ?? 1 }, one));
}

function askTcp(question: Question): Promise<Answered> {
  const host = question.host ?? "gateway.test";
  const line = `${question.method ?? "GET"} ${question.path ?? "/"} HTTP/1.1`;
  const headers = `Host: ${host}\r\n${question.headers ?? ""}Connection: close\r\n`;
  const request = `${line}\r\n${headers}\r\n`;
  return new Promise((resolve) => {
    const socket = connect(address(question.to ?? "127.0.0.1:8080"));
    let text = "";
    let opened = false;
    const done = (ended: number): void => {
      socket.destroy();
      resolve(read(text, opened ? ended : -1));
    };
    socket.setTimeout(PATIENCE_MS, () => done(-3));
    socket.on("connect", () => {
      opened = true;
      socket.write(question.as === "raw" ? (question.send ?? "") : request, "latin1");
    });
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (text.length > 65536 || question.as === "raw") {
        done(0);
      }
    });
    socket.on("end", () => done(-2));
    socket.on("error", () => done(-2));
  });
}

function read(text: string, ended: number): Answered {
  const head = /^HTTP\/1\.[01] (\d{3})/.exec(text);
  if (head === null) {
    return { status: text === "" ? ended : 0, body: text };
  }
  return { status: Number(head[1]), body: text.slice(text.indexOf("\r\n\r\n") + 4) };
}

/** Status 200 when the call ends with grpc-status 0, else the HTTP status, or 1000 + grpc-status. */
function askGrpc(question: Question): Promise<Answered> {
  return new Promise((resolve) => {
    const session = connectHttp2(`http://${question.to ?? "127.0.0.1:8080"}`);
    const done = (status: number): void => {
      session.destroy();
      resolve({ status, body: "" });
    };
    session.on("error", () => done(-1));
    session.setTimeout(PATIENCE_MS, () => done(-3));
    const call = session.request({
      ":method": "POST",
      ":path": question.path ?? "/grpc.health.v1.Health/Check",
      "content-type": "application/grpc",
      te: "trailers",
    });
    let status = 0;
    let grpc: string | undefined;
    call.on("error", () => done(-2));
    call.on("response", (headers) => {
      status = Number(headers[":status"]);
      grpc = headers["grpc-status"]?.toString();
    });
    call.on("trailers", (trailers) => {
      grpc = trailers["grpc-status"]?.toString() ?? grpc;
    });
    call.on("end", () =>
      done(status === 200 && grpc !== undefined && grpc !== "0" ? 1000 + Number(grpc) : status),
    );
    call.resume();
    call.end(Buffer.from([0, 0, 0, 0, 0]));
  });
}
