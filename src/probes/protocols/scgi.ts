import type { Exchange, ExchangeCall } from "../exchange-call.ts";
import { cgiParams } from "./cgi-params.ts";
import { headerAndBody } from "./http1.ts";
import { http1Reader } from "./http1-reader.ts";

/** The two that the protocol puts at the start. */
const FIRST = new Set(["CONTENT_LENGTH", "SCGI"]);

/** A GET over SCGI: the variables as a netstring, CONTENT_LENGTH first (SCGI protocol 2008). */
export function scgi(call: ExchangeCall): Promise<Exchange> {
  const rest = cgiParams(call.ask, call.context.userAgent).filter(([name]) => !FIRST.has(name));
  const params = [["CONTENT_LENGTH", "0"], ["SCGI", "1"], ...rest];
  const block = Buffer.from(params.map(([name, value]) => `${name}\0${value}\0`).join(""));
  const request = Buffer.concat([Buffer.from(`${block.length}:`), block, Buffer.from(",")]);
  return headerAndBody(call, request, () => http1Reader(call.ask.method, "status-line-or-header"), "SCGI");
}
