import { type HttpReader, http1Reader } from "./http1-reader.ts";

const END_REQUEST = 3;
const STDOUT = 6;
const STDERR = 7;
const HEAD = 8;

/** Takes a CGI answer out of FastCGI records (FastCGI 1.0 section 3.3); errors that the application prints are skipped. */
export function fastcgiReader(method: string): HttpReader {
  const inner = http1Reader(method, "status-line-or-header");
  let head: Buffer = Buffer.alloc(0);
  let content = 0;
  let padding = 0;
  let fault: string | undefined;
  let hasEnded = false;

  const onHead = (): void => {
    const [version, type] = head;
    // The version decides at once: a greeting may be shorter than a record.
    if (version !== 1) fault = `unsupported FastCGI protocol version: ${version}`;
    if (fault !== undefined || head.length < HEAD) return;
    if (type !== END_REQUEST && type !== STDOUT && type !== STDERR)
      fault = `invalid FastCGI record type: ${type}`;
    content = head.readUInt16BE(4);
    padding = head[6] ?? 0;
  };
  const onContent = (piece: Buffer): void => {
    if (head[1] === STDOUT) inner.push(piece);
    content -= piece.length;
  };
  const onRecordEnd = (): void => {
    if (head[1] === END_REQUEST) {
      hasEnded = true;
      inner.close();
      if (inner.answer().body === undefined) fault = "the request ended without an answer";
    }
    head = Buffer.alloc(0);
  };
  const push = (chunk: Buffer): void => {
    let at = 0;
    while (at < chunk.length && fault === undefined && !hasEnded) {
      if (head.length < HEAD) {
        const piece = chunk.subarray(at, at + HEAD - head.length);
        head = Buffer.concat([head, piece]);
        at += piece.length;
        onHead();
      } else if (content > 0) {
        const piece = chunk.subarray(at, at + content);
        at += piece.length;
        onContent(piece);
      } else {
        const skipped = Math.min(padding, chunk.length - at);
        padding -= skipped;
        at += skipped;
      }
      if (head.length === HEAD && content === 0 && padding === 0 && fault === undefined) onRecordEnd();
    }
  };
  return {
    push,
    close: inner.close,
    stage: () =>
      fault !== undefined && inner.answer().body === undefined ? "broken" : hasEnded ? "done" : inner.stage(),
    answer: () => ({ ...inner.answer(), malformed: fault ?? inner.answer().malformed }),
  };
}
