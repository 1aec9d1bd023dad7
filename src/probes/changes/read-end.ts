import { open, stat } from "node:fs/promises";

const MOST_BYTES = 262_144;

/** The end of a log as text, its first line perhaps cut; "" for one that was not written since then, or can't be read. */
export async function readEnd(path: string, since: number): Promise<string> {
  // A pipe would keep whoever opens it.
  const seen = await stat(path).catch(() => undefined);
  if (seen?.isFile() !== true || seen.mtimeMs < since) return "";
  const file = await open(path, "r").catch(() => undefined);
  if (file === undefined) return "";
  try {
    const { size } = seen;
    const length = Math.min(size, MOST_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString("utf8", 0, bytesRead);
  } catch {
    return "";
  } finally {
    await file.close();
  }
}
