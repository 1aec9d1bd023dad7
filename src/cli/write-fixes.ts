import { accessSync, constants, readFileSync, writeFileSync } from "node:fs";
import { relativePath } from "../report/ci-rows.ts";
import { redactText } from "../text/redact.ts";
import { unifiedDiff } from "../text/unified-diff.ts";
import { lostOutput, OutputError, systemReason, UsageError } from "./faults.ts";
import type { FixedFile } from "./lint-fix.ts";

/** A patch of all files for `patch -p1` and `git apply`, and what is missing from it. */
export function patchOf(
  files: readonly FixedFile[],
  workingDirectory: string,
  redacts: boolean,
): { readonly text: string; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const parts = files.map(({ path, before, after }) => {
    const name = relativePath(path, workingDirectory);
    const [old, now] = [decoded(before), decoded(after)];
    if (old === undefined || now === undefined) {
      notes.push(`${name} is not UTF-8 and is left out of the patch`);
      return "";
    }
    const { text, leftOut } = unifiedDiff(name, old, now, (line) => !redacts || redactText(line) === line);
    if (leftOut > 0)
      notes.push(
        `${leftOut === 1 ? "a change" : `${leftOut} changes`} of ${name} would show a secret beside it: --no-redact shows it`,
      );
    return text;
  });
  return { text: parts.join(""), notes };
}

function decoded(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

/**
 * Writes the files in place, which keeps owner, mode and links: all of them, or none where one can't be written.
 *
 * @throws UsageError for a file of a dump, which may be of another machine; OutputError for a file that can't be written, or that has changed since it was read.
 */
export function writeFixes(files: readonly FixedFile[]): void {
  const foreign = files.find(({ isOnDisk }) => !isOnDisk);
  if (foreign !== undefined)
    throw new UsageError(
      `--fix: ${foreign.path} was read from a dump, and is not written`,
      "With --dry-run it prints a patch.",
    );
  for (const { path, before } of files) {
    try {
      accessSync(path, constants.W_OK);
      if (readFileSync(path).equals(before)) continue;
    } catch (error) {
      throw new OutputError(`--fix: ${path} can't be written: ${systemReason(error)}. Nothing was changed.`);
    }
    throw new OutputError(`--fix: ${path} has changed since it was read. Nothing was changed.`);
  }
  const written: FixedFile[] = [];
  for (const file of files) {
    try {
      written.push(file);
      writeFileSync(file.path, file.after);
    } catch (error) {
      // half a config is worse than an old one
      for (const { path, before } of written) putBack(path, before);
      throw lostOutput(file.path, error);
    }
  }
}

function putBack(path: string, before: Uint8Array): void {
  try {
    writeFileSync(path, before);
  } catch {
    // the first reason is the one to tell
  }
}
