export const END_REQUEST = 3;
export const STDOUT = 6;
export const STDERR = 7;
const HEAD = 8;

export interface FastCgiRecords {
  readonly push: (chunk: Buffer) => void;
  /** In the words of nginx. */
  readonly fault: () => string | undefined;
}

/** Cuts a stream into records (FastCGI 1.0 section 3.3) and hands their content on, piece by piece. */
export function fastcgiRecords(
  onContent: (type: number, piece: Buffer) => void,
  onEnd: (type: number) => void,
): FastCgiRecords {
  let head: Buffer = Buffer.alloc(0);
  let fault: string | undefined;
  let content = 0;
  let padding = 0;

  const takeHead = (rest: Buffer): number => {
    const piece = rest.subarray(0, HEAD - head.length);
    head = Buffer.concat([head, piece]);
    fault = headFault(head);
    if (head.length === HEAD) {
      content = head.readUInt16BE(4);
      padding = head[6] ?? 0;
    }
    return piece.length;
  };
  const takeContent = (rest: Buffer): number => {
    const piece = rest.subarray(0, content);
    content -= piece.length;
    onContent(head[1] ?? 0, piece);
    return piece.length;
  };
  const takePadding = (rest: Buffer): number => {
    const skipped = Math.min(padding, rest.length);
    padding -= skipped;
    return skipped;
  };
  const push = (chunk: Buffer): void => {
    let at = 0;
    while (at < chunk.length && fault === undefined) {
      const take = head.length < HEAD ? takeHead : content > 0 ? takeContent : takePadding;
      at += take(chunk.subarray(at));
      if (head.length < HEAD || content > 0 || padding > 0) continue;
      onEnd(head[1] ?? 0);
      head = head.subarray(0, 0);
    }
  };
  return { push, fault: () => fault };
}

/** The version decides at once: a greeting in another protocol may be shorter than a head. */
function headFault(head: Buffer): string | undefined {
  const [version, type] = head;
  if (version !== 1) return `unsupported FastCGI protocol version: ${version}`;
  if (head.length < HEAD || type === END_REQUEST || type === STDOUT || type === STDERR) return undefined;
  return `invalid FastCGI record type: ${type}`;
}
