import { open } from "node:fs/promises";
import type { VersionQuestion } from "../../model/gateway-program.ts";
import { mayRun } from "../tools/may-run.ts";
import { runProgram } from "../tools/run-program.ts";

const MAX_OUTPUT = 64 * 1024;
const LIMITS = { timeoutMs: 2_000, maxBytes: MAX_OUTPUT, environment: {} };
const MAX_BINARY = 64 << 20;

/** Where a text of `-V` came from: the binary was asked, or its bytes were searched. */
export interface VersionText {
  readonly text: string;
  readonly from: "output" | "bytes";
}

/**
 * What `BINARY -V` prints. It is run with that one word only, and only where that is safe (`mayRun`); else, as for
 * binaries in another mount namespace, the same sentences are looked up in its bytes, where programs have them as constants.
 */
export async function versionText(
  binary: string,
  question: VersionQuestion,
): Promise<VersionText | undefined> {
  const runnable = await mayRun(binary, process.geteuid?.() ?? 0);
  const printed = runnable === undefined ? undefined : await output(runnable, question);
  if (printed !== undefined) return { text: printed, from: "output" };
  const text = await sentencesIn(binary, question);
  return text === undefined ? undefined : { text, from: "bytes" };
}

async function output(binary: string, { word, isAnswer }: VersionQuestion): Promise<string | undefined> {
  const { stdout, stderr, fault } = await runProgram(binary, [word], LIMITS);
  return fault === undefined ? [stderr, stdout].find(isAnswer) : undefined;
}

async function sentencesIn(binary: string, { marks }: VersionQuestion): Promise<string | undefined> {
  try {
    const file = await open(binary, "r");
    try {
      const { size } = await file.stat();
      if (size > MAX_BINARY) return undefined;
      const bytes = await file.readFile();
      const lines = marks.flatMap((mark) => sentence(bytes, mark) ?? []);
      return lines.length === 0 ? undefined : lines.join("\n");
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** The constant that holds the mark, between NUL bytes and up to its line's end. */
function sentence(bytes: Buffer, mark: string): string | undefined {
  const at = bytes.indexOf(mark);
  if (at < 0) return undefined;
  const start = bytes.lastIndexOf(0, at) + 1;
  const end = bytes.indexOf(0, at);
  const text = bytes.toString("latin1", start, Math.min(end < 0 ? bytes.length : end, start + MAX_OUTPUT));
  return text.split("\n").find((line) => line.includes(mark));
}
