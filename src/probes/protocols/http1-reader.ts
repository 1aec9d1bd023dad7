import type { AnswerReader } from "../conversation.ts";
import { type Head, headReader, LONGEST_HEADER } from "./head-reader.ts";
import { type HttpBody, httpBody } from "./http-body.ts";
import { readFraming } from "./http-head.ts";
import { lineFeed } from "./line-feed.ts";

export interface HttpAnswer {
  /** Undefined until the header is complete, and then together with the body. */
  readonly head: Head | undefined;
  readonly headerBytes: number;
  readonly body: HttpBody | undefined;
  /** Which rule the answer breaks. */
  readonly malformed: string | undefined;
}

export interface HttpReader extends AnswerReader {
  readonly answer: () => HttpAnswer;
}

const STATUS_LINE = "HTTP/";

/**
 * Reads one answer of HTTP/1.0 or 1.1 by the rules of nginx.
 * @param first What it begins with; see `headReader`.
 */
export function http1Reader(method: string, first: "status-line" | "status-line-or-header"): HttpReader {
  const header = headReader(first);
  let body: HttpBody | undefined;
  let malformed: string | undefined;
  let start = "";

  const onHeaderLine = (line: string, bytes: number): void => {
    header.onLine(line, bytes);
    const head = header.head();
    if (head === undefined) return;
    const read = readFraming(method, head.statusLine.status, head.headers);
    malformed = read.malformed;
    body = httpBody(read.framing);
  };
  const feed = lineFeed(
    {
      wants: () => body?.wants() ?? (header.fault() === undefined ? "line" : "nothing"),
      onLine: (line, bytes) => (body?.onLine ?? onHeaderLine)(line, bytes),
      onBytes: (bytes) => body?.onBytes(bytes),
      onLongLine: () => (body === undefined ? header.breakOff("the header does not end") : body.breakOff()),
    },
    LONGEST_HEADER,
  );
  return {
    push: (chunk) => {
      if (first === "status-line") start += chunk.toString("latin1", 0, STATUS_LINE.length - start.length);
      if (STATUS_LINE.startsWith(start)) feed(chunk);
      else header.breakOff("no status line");
    },
    close: () => body?.close(),
    stage: () => {
      if (body === undefined) return header.fault() === undefined ? "header" : "broken";
      return body.state() === "reading" ? "body" : "done";
    },
    answer: () => ({
      head: header.head(),
      headerBytes: header.bytes(),
      body,
      malformed:
        malformed ?? header.fault() ?? (body?.state() === "broken" ? "invalid chunked response" : undefined),
    }),
  };
}
