import { readFile, stat } from "node:fs/promises";
import type { UnreadableFile } from "./context.ts";
import { errorCode, outcomeOfSystemError } from "./outcome.ts";

/** Bundles of every public authority take a quarter of a mebibyte. */
const MAX_BYTES = 16 << 20;

/** Reads a whole file, if it is a regular one of sane size: a pipe or a device could keep the reader forever. */
export async function readPlainFile(path: string): Promise<Uint8Array | UnreadableFile> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) return { reason: "it is not a regular file", code: undefined };
    if (stats.size > MAX_BYTES) return { reason: `it is larger than ${MAX_BYTES} bytes`, code: undefined };
    return await readFile(path);
  } catch (error) {
    return { reason: outcomeOfSystemError(error).reason, code: errorCode(error) };
  }
}

/** The same as text; a file that can't be read is as good as an empty one. */
export async function readPlainText(path: string): Promise<string> {
  const content = await readPlainFile(path);
  return content instanceof Uint8Array ? Buffer.from(content).toString("utf8") : "";
}
