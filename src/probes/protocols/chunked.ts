import type { LineConsumer } from "./line-feed.ts";

export interface ChunkedReader extends Omit<LineConsumer, "onLongLine"> {
  readonly state: () => "reading" | "complete" | "broken";
}

/** Chunked coding (RFC 9112 section 7.1), extensions and trailers skipped. Hands the content on. */
export function chunkedReader(onContent: (bytes: Buffer) => void): ChunkedReader {
  let at: "size" | "content" | "content-end" | "trailer" | "complete" | "broken" = "size";
  let remaining = 0;
  const onSize = (line: string): void => {
    // Twelve hex digits are more than any body; a longer number is an attack on the reader.
    const size = /^([0-9a-f]{1,12})[ \t]*(?:;|$)/i.exec(line)?.[1];
    if (size === undefined) at = "broken";
    else {
      remaining = Number.parseInt(size, 16);
      at = remaining === 0 ? "trailer" : "content";
    }
  };
  return {
    state: () => (at === "complete" || at === "broken" ? at : "reading"),
    wants: () => {
      if (at === "content") return remaining;
      return at === "complete" || at === "broken" ? "nothing" : "line";
    },
    onLine: (line) => {
      if (at === "size") onSize(line);
      else if (at === "content-end") at = line === "" ? "size" : "broken";
      else if (at === "trailer" && line === "") at = "complete";
    },
    onBytes: (bytes) => {
      remaining -= bytes.length;
      if (remaining === 0) at = "content-end";
      onContent(bytes);
    },
  };
}
