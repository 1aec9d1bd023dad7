import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { notText } from "./source-file.ts";
import type { ReadFailure } from "./source-reader.ts";

/** A config of 50 MB is read; nothing that a person wrote is larger. */
export const LARGEST_SOURCE_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

/**
 * Reads what the user named: a file, a named pipe (`<(nginx -T)`), or standard input for `-`. Empty input and input
 * that is no text are refused with a reason, since nothing can be said about them. Waits for a pipe as long as it takes.
 */
export function readSource(path: string): Uint8Array | ReadFailure {
  const steps = sourceSteps(path);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
  }
}

/**
 * The same, but waits only until `signal` ends it, and lets everything else go on meanwhile: a pipe may have no writer.
 * @param standardInput Asked for once, and only for `-`.
 */
export async function readSourceUntil(
  path: string,
  signal: AbortSignal,
  standardInput: () => AsyncIterable<Uint8Array>,
): Promise<Uint8Array | ReadFailure> {
  if (path === "-") return checked(await streamed(standardInput(), signal), nameOf(path));
  const steps = sourceSteps(path);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    if (!signal.aborted) continue;
    steps.return(NOT_ENDED);
    return { ...NOT_ENDED, message: `${path} ${NOT_ENDED.message}` };
  }
}

/** Pauses where a pipe has nothing yet. */
type Steps = Generator<undefined, Uint8Array | ReadFailure>;
const WAIT_MS = 10;
const NOT_ENDED: ReadFailure = {
  kind: "failed",
  errno: undefined,
  message: "did not end before the run did",
};

function nameOf(path: string): string {
  return path === "-" ? "standard input" : path;
}

function* sourceSteps(path: string): Steps {
  const name = nameOf(path);
  const steps = path === "-" ? descriptorSteps(0, undefined, name, false) : openedSteps(path, path, "any");
  return checked(yield* steps, name);
}

function checked(content: Uint8Array | ReadFailure, name: string): Uint8Array | ReadFailure {
  if (!(content instanceof Uint8Array)) return content;
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

async function streamed(
  stream: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Uint8Array | ReadFailure> {
  const name = nameOf("-");
  const over = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  const chunks = stream[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  try {
    for (let length = 0; length <= LARGEST_SOURCE_BYTES; length += read.at(-1)?.length ?? 0) {
      const next = await Promise.race([over, chunks.next()]);
      if (next === undefined) return { ...NOT_ENDED, message: `${name} ${NOT_ENDED.message}` };
      if (next.done === true) return Buffer.concat(read);
      read.push(next.value);
    }
    return tooLarge(name);
  } catch (error) {
    return readFailure(name, codeOf(error));
  }
}

/**
 * Reads a file that a config names; `shown` is the path as the config has it. What is neither file nor folder is read
 * as empty: nginx reads as many bytes as the file is said to be long, and `/dev/null` is a usual way to leave out a file.
 */
export function readFileBytes(path: string, shown: string): Uint8Array | ReadFailure {
  const step = openedSteps(path, shown, "files").next();
  return step.done === true ? step.value : readFailure(shown, "EAGAIN");
}

function* openedSteps(path: string, shown: string, what: "any" | "files"): Steps {
  let descriptor: number | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe that nobody writes to never ends.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return readFailure(shown, "EISDIR");
    if (what === "files" && !stat.isFile()) return new Uint8Array(0);
    if (stat.size > LARGEST_SOURCE_BYTES) return tooLarge(shown);
    const size = stat.isFile() && stat.size > 0 ? stat.size : undefined;
    // The shell's own pipes have their writer from the start: there, an end is the end.
    const mayBegin = stat.isFIFO() && !/^\/(?:dev|proc\/self)\/fd\//.test(path);
    return yield* descriptorSteps(descriptor, size, shown, mayBegin);
  } catch (error) {
    return readFailure(shown, codeOf(error));
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/**
 * Reads to the end, or `size` bytes, which spares the last question and a copy.
 * @param mayBegin Nothing at all may mean that the writer is still to come.
 */
function* descriptorSteps(
  descriptor: number,
  size: number | undefined,
  shown: string,
  mayBegin: boolean,
): Steps {
  let bytes = Buffer.allocUnsafeSlow(size ?? CHUNK_BYTES);
  let length = 0;
  for (;;) {
    const count = readSome(descriptor, bytes, length);
    if (count === "EAGAIN" || (count === 0 && length === 0 && mayBegin)) {
      yield;
      continue;
    }
    if (typeof count === "string") return readFailure(shown, count);
    length += count;
    if (count === 0 || length === size) return bytes.subarray(0, length);
    if (length > LARGEST_SOURCE_BYTES) return tooLarge(shown);
    if (length === bytes.length) bytes = Buffer.concat([bytes], length * 2);
  }
}

/** How many bytes came, 0 at the end, or the code of an error. */
function readSome(descriptor: number, into: Buffer, from: number): number | string {
  try {
    return readSync(descriptor, into, from, into.length - from, null);
  } catch (error) {
    const code = codeOf(error);
    return code === "EOF" ? 0 : code;
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
