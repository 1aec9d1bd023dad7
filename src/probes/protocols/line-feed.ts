/** Someone who reads a stream in lines and in counted bytes, and says before each which it wants. */
export interface LineConsumer {
  /** A number of bytes, which may come in pieces; `rest` for whatever comes; `nothing` to ignore it. */
  readonly wants: () => "line" | "rest" | "nothing" | number;
  /** Without its line end: LF, or CR LF. `bytes` counts them. Latin1. */
  readonly onLine: (line: string, bytes: number) => void;
  readonly onBytes: (bytes: Buffer) => void;
  readonly onLongLine: () => void;
}

/** Cuts chunks up for a consumer. Looks at each byte once, however small the chunks are. */
export function lineFeed(consumer: LineConsumer, longestLine: number): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let held = 0;

  const takeLine = (chunk: Buffer, from: number): number => {
    const at = chunk.indexOf(0x0a, from);
    const to = at < 0 ? chunk.length : at + 1;
    const bytes = held + to - from;
    if (bytes > longestLine) consumer.onLongLine();
    else if (at < 0) {
      parts.push(chunk.subarray(from));
      held = bytes;
    } else {
      const end = chunk.toString("latin1", from, at);
      const line = held === 0 ? end : Buffer.concat(parts).toString("latin1") + end;
      parts = held === 0 ? parts : [];
      held = 0;
      consumer.onLine(line.endsWith("\r") ? line.slice(0, -1) : line, bytes);
    }
    return to;
  };

  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      const wanted = consumer.wants();
      if (wanted === "nothing") return;
      if (wanted === "line") at = takeLine(chunk, at);
      else {
        const piece = chunk.subarray(at, wanted === "rest" ? chunk.length : at + wanted);
        at += piece.length;
        consumer.onBytes(piece);
      }
    }
  };
}
