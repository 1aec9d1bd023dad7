import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { notText } from "./source-file.ts";
import type { ReadFailure } from "./source-reader.ts";

/** A config of 50 MB is read; nothing that a person wrote is larger. */
export const LARGEST_SOURCE_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

/**
 * Reads what the user named: a file, a named pipe (`<(nginx -T)`), or standard input for `-`. Empty input and input
 * that is no text are refused with a reason, since nothing can be said about them.
 */
export function readSource(path: string): Uint8Array | ReadFailure {
  const content =
    path === "-" ? readDescriptor(0, undefined, "standard input") : readOpened(path, path, "any");
  if (!(content instanceof Uint8Array)) return content;
  const name = path === "-" ? "standard input" : path;
  if (content.every((byte) => byte === 32 || (byte >= 9 && byte <= 13))) {
    return { kind: "empty", errno: undefined, message: `${name} is empty` };
  }
  const other = notText(content);
  if (other === undefined) return content;
  return {
    kind: "binary",
    errno: undefined,
    message: `${name} is ${other === "utf-16" ? "UTF-16 text" : "binary data"}, not a config`,
  };
}

/**
 * Reads a file that a config names; `shown` is the path as the config has it. What is neither file nor folder is read
 * as empty: nginx reads as many bytes as the file is said to be long, and `/dev/null` is a usual way to leave out a file.
 */
export function readFileBytes(path: string, shown: string): Uint8Array | ReadFailure {
  return readOpened(path, shown, "files");
}

function readOpened(path: string, shown: string, what: "any" | "files"): Uint8Array | ReadFailure {
  let descriptor: number | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe that nobody writes to never ends.
    descriptor = openSync(path, constants.O_RDONLY | (what === "files" ? constants.O_NONBLOCK : 0));
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return readFailure(shown, "EISDIR");
    if (what === "files" && !stat.isFile()) return new Uint8Array(0);
    if (stat.size > LARGEST_SOURCE_BYTES) return tooLarge(shown);
    return readDescriptor(descriptor, stat.isFile() && stat.size > 0 ? stat.size : undefined, shown);
  } catch (error) {
    return readFailure(shown, codeOf(error));
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Reads to the end, or `size` bytes, which spares the last question and a copy. */
function readDescriptor(
  descriptor: number,
  size: number | undefined,
  shown: string,
): Uint8Array | ReadFailure {
  let bytes = Buffer.allocUnsafeSlow(size ?? CHUNK_BYTES);
  let length = 0;
  for (;;) {
    const count = readSome(descriptor, bytes, length);
    if (typeof count === "string") return readFailure(shown, count);
    length += count;
    if (count === 0 || length === size) return bytes.subarray(0, length);
    if (length > LARGEST_SOURCE_BYTES) return tooLarge(shown);
    if (length === bytes.length) bytes = Buffer.concat([bytes], length * 2);
  }
}

/** How many bytes came, 0 at the end, or the code of an error. */
function readSome(descriptor: number, into: Buffer, from: number): number | string {
  for (;;) {
    try {
      return readSync(descriptor, into, from, into.length - from, null);
    } catch (error) {
      const code = codeOf(error);
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") return code;
      // A pipe that is not in blocking mode has nothing yet; another program set it so, and waiting is all that helps.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "EIO";
}

const REASONS: ReadonlyMap<string, readonly [kind: ReadFailure["kind"], errno: string]> = new Map([
  ["ENOENT", ["missing", "2: No such file or directory"]],
  ["ENOTDIR", ["missing", "20: Not a directory"]],
  ["ELOOP", ["missing", "40: Too many levels of symbolic links"]],
  ["ENAMETOOLONG", ["missing", "36: File name too long"]],
  ["EACCES", ["not-allowed", "13: Permission denied"]],
  ["EPERM", ["not-allowed", "1: Operation not permitted"]],
  ["EISDIR", ["directory", "21: Is a directory"]],
]);

/** Says in one line why a file was not read. */
export function readFailure(shown: string, code: string): ReadFailure {
  const [kind, errno] = REASONS.get(code) ?? ["failed", undefined];
  return { kind, errno, message: `${shown}: ${errno?.replace(/^\d+: /, "") ?? code}` };
}

function tooLarge(shown: string): ReadFailure {
  const mebibytes = LARGEST_SOURCE_BYTES / 1024 / 1024;
  return { kind: "too-large", errno: undefined, message: `${shown} is larger than ${mebibytes} MiB` };
}
