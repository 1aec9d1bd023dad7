import type { Exchange, ExchangeCall } from "../exchange-call.ts";
import { cgiParams } from "./cgi-params.ts";
import { headerAndBody } from "./http1.ts";
import { http1Reader } from "./http1-reader.ts";

/** A GET over uwsgi: modifier 0, the size of the variables, each with its length before it (uwsgi protocol). */
export function uwsgi(call: ExchangeCall): Promise<Exchange> {
  const params = cgiParams(call.ask, call.context.userAgent);
  const block = Buffer.concat(params.flatMap(([name, value]) => [counted(name), counted(value)]));
  const head = Buffer.alloc(4);
  head.writeUInt16LE(Math.min(block.length, 0xffff), 1);
  const request = Buffer.concat([head, block.subarray(0, 0xffff)]);
  return headerAndBody(call, request, () => http1Reader(call.ask.method, "status-line-or-header"), "uwsgi");
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(text).subarray(0, 0xffff);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(bytes.length);
  return Buffer.concat([length, bytes]);
}
