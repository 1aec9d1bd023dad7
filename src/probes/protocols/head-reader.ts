import { type Header, parseHeaderLine, parseStatusLine, type StatusLine } from "./http-head.ts";

/** Status line and headers together; nginx takes 4 or 8 KiB by default. */
export const LONGEST_HEADER = 256 * 1024;
const MOST_HEADERS = 100;

export interface Head {
  readonly statusLine: StatusLine;
  readonly headers: readonly Header[];
}

export interface HeadReader {
  readonly onLine: (line: string, bytes: number) => void;
  readonly breakOff: (rule: string) => void;
  /** Once the blank line was read. */
  readonly head: () => Head | undefined;
  readonly bytes: () => number;
  /** The rule that was broken; then there is no head. */
  readonly fault: () => string | undefined;
}

/**
 * Reads lines up to the end of a header, interim answers skipped (RFC 9110 section 15.2).
 * @param first Gateway interfaces (SCGI, uwsgi, FastCGI) may leave the status line out: RFC 3875 section 6.2.
 */
export function headReader(first: "status-line" | "status-line-or-header"): HeadReader {
  let statusLine: StatusLine | undefined;
  let headers: Header[] = [];
  let lines = 0;
  let bytes = 0;
  let head: Head | undefined;
  let fault: string | undefined;

  const onEnd = (): void => {
    const complete = { statusLine: statusLine ?? statusOfHeaders(headers), headers };
    const { status } = complete.statusLine;
    if (status >= 200 || status === 101) head = complete;
    else {
      statusLine = undefined;
      headers = [];
      lines = 0;
    }
  };
  const onHeader = (line: string): void => {
    // a second status line, as IIS sends: nginx skips it (ngx_http_parse_header_line)
    if (lines > 1 && line.startsWith("HTTP/")) return;
    const header = parseHeaderLine(line);
    // nginx would take it for a name without a value and read on, but so begins what is no answer of a gateway interface
    const isForeign = lines === 1 && !line.includes(":");
    if (header === undefined || isForeign) fault = "invalid header";
    else if (headers.length < MOST_HEADERS) headers.push(header);
  };
  const onLine = (line: string, length: number): void => {
    bytes = lines === 0 ? length : bytes + length;
    lines += 1;
    if (lines === 1) statusLine = parseStatusLine(line);
    if (lines === 1 && statusLine !== undefined) return;
    if (bytes > LONGEST_HEADER) fault = "the header does not end";
    else if (lines === 1 && first === "status-line") fault = "no status line";
    else if (line === "") onEnd();
    else onHeader(line);
  };
  const breakOff = (rule: string): void => {
    fault = rule;
  };
  return {
    onLine,
    breakOff,
    head: () => head,
    bytes: () => bytes,
    fault: () => fault,
  };
}

/** As nginx reads a CGI answer (ngx_http_fastcgi_process_header): a Status header, else 302 with a Location, else 200. */
function statusOfHeaders(headers: readonly Header[]): StatusLine {
  const value = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const [, code, reasonPhrase = ""] = /^(\d{3})(?: (.*))?$/.exec(value("status") ?? "") ?? [];
  const assumed = value("location") === undefined ? 200 : 302;
  return { httpVersion: "", status: code === undefined ? assumed : Number(code), reasonPhrase };
}
