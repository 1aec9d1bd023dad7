import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface Spooled {
  readonly path: string;
  readonly remove: () => void;
}

/**
 * Puts what comes through a pipe into a file that nobody else may read: where the window ends is known only at its end, and
 * memory must not grow with it.
 */
export async function spool(stream: Readable, signal: AbortSignal): Promise<Spooled> {
  const folder = mkdtempSync(join(tmpdir(), "uhc-"));
  const path = join(folder, "log");
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }), { signal });
  } catch (error) {
    if (!signal.aborted) {
      remove();
      throw error;
    }
  }
  return { path, remove };
}
