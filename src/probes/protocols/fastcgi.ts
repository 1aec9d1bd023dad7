import type { Exchange, ExchangeCall } from "../exchange-call.ts";
import { cgiParams } from "./cgi-params.ts";
import { fastcgiReader } from "./fastcgi-reader.ts";
import { headerAndBody } from "./http1.ts";

const BEGIN_REQUEST = 1;
const PARAMS = 4;
const STDIN = 5;

/** A GET over FastCGI 1.0, as a responder with request id 1 and no keep-alive. */
export function fastcgi(call: ExchangeCall): Promise<Exchange> {
  const params = cgiParams(call.ask, call.context.userAgent);
  const block = Buffer.concat(params.map(([name, value]) => pair(Buffer.from(name), Buffer.from(value))));
  const request = Buffer.concat([
    fastcgiRecord(BEGIN_REQUEST, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])),
    fastcgiRecord(PARAMS, block.subarray(0, 0xffff)),
    fastcgiRecord(PARAMS, Buffer.alloc(0)),
    fastcgiRecord(STDIN, Buffer.alloc(0)),
  ]);
  return headerAndBody(call, request, () => fastcgiReader(call.ask.method), "FastCGI");
}

function fastcgiRecord(type: number, content: Buffer): Buffer {
  const head = Buffer.from([1, type, 0, 1, content.length >> 8, content.length & 255, 0, 0]);
  return Buffer.concat([head, content]);
}

function pair(name: Buffer, value: Buffer): Buffer {
  return Buffer.concat([length(name.length), length(value.length), name, value]);
}

/** One byte up to 127, else four with the top bit set (FastCGI 1.0 section 3.4). */
function length(bytes: number): Buffer {
  if (bytes < 128) return Buffer.from([bytes]);
  const long = Buffer.alloc(4);
  long.writeUInt32BE((bytes | 0x80000000) >>> 0);
  return long;
}
