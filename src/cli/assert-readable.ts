import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Environment } from "./environment.ts";
import { InputError } from "./faults.ts";
import type { Options } from "./options.ts";

/** What a flag names must be there: a run without it would answer another question. */
export function assertFilesReadable({ list }: Options, environment: Environment): void {
  for (const name of ["ca", "cert", "key", "log"] as const)
    for (const { value, source } of list(name)) assertReadable(value, source, environment);
}

function assertReadable(path: string, source: string, { workingDirectory }: Environment): void {
  const file = resolve(workingDirectory, path);
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new InputError(`${source}: ${path}: ${isMissing ? "no such file" : "can't be read"}`);
  }
  if (statSync(file).isDirectory()) throw new InputError(`${source}: ${path} is a directory`);
}
