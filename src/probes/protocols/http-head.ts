/** Status line of an answer, as strict as nginx 1.22 (ngx_http_parse_status_line): no blank line before it. */
export interface StatusLine {
  readonly httpVersion: string;
  readonly status: number;
  readonly reasonPhrase: string;
}

export function parseStatusLine(line: string): StatusLine | undefined {
  const match = /^HTTP\/([1-9]\d{0,2}\.\d{1,3}) +(\d{3})(?:[ .](.*))?$/s.exec(line);
  const [, httpVersion, status, reasonPhrase = ""] = match ?? [];
  if (httpVersion === undefined || status === undefined) return undefined;
  return { httpVersion, status: Number(status), reasonPhrase };
}

export type Header = readonly [name: string, value: string];

/**
 * Undefined for what nginx calls an invalid header: no name, a space or control byte in it, a NUL anywhere. A line without
 * a colon is a name without a value (ngx_http_parse_header_line).
 */
export function parseHeaderLine(line: string): Header | undefined {
  const colon = line.indexOf(":");
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^[ \t]+/, "");
  if (name === "" || /[\x00-\x20\x7f]/.test(name) || value.includes("\0")) return undefined;
  return [name, value.trimEnd()];
}

/** How the end of the body is told (RFC 9112 section 6.3). */
export type Framing =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly bytes: number }
  | { readonly kind: "chunked" }
  | { readonly kind: "until-close" };

export interface ReadFraming {
  readonly framing: Framing;
  /** The rule that the header breaks, in the words of nginx, which refuses such an answer since 1.23.0. */
  readonly malformed: string | undefined;
}

export function readFraming(method: string, status: number, headers: readonly Header[]): ReadFraming {
  const lengths = valuesOf(headers, "content-length");
  const encodings = valuesOf(headers, "transfer-encoding");
  const malformed = framingFault(lengths, encodings);
  if (method === "HEAD" || status === 204 || status === 304 || status === 101) {
    return { framing: { kind: "none" }, malformed };
  }
  if (encodings.length > 0) return { framing: { kind: "chunked" }, malformed };
  const length = lengths[0];
  if (length === undefined || !isLength(length)) return { framing: { kind: "until-close" }, malformed };
  return { framing: { kind: "length", bytes: Number(length) }, malformed };
}

function framingFault(lengths: readonly string[], encodings: readonly string[]): string | undefined {
  const unknown = encodings.find((value) => value.toLowerCase() !== "chunked");
  if (lengths.length > 1) return 'duplicate header line "Content-Length"';
  if (encodings.length > 1) return 'duplicate header line "Transfer-Encoding"';
  if (lengths.length + encodings.length > 1)
    return '"Content-Length" and "Transfer-Encoding" at the same time';
  if (lengths[0] !== undefined && !isLength(lengths[0])) return 'invalid "Content-Length" header';
  return unknown === undefined ? undefined : 'unknown "Transfer-Encoding"';
}

function isLength(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

function valuesOf(headers: readonly Header[], name: string): readonly string[] {
  return headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}
