import { isAbsolute, resolve } from "node:path";
import type { ConfigPlace, GatewayCommand, Standing } from "../model/gateway-program.ts";

/** The files that a command line names, counted from its own directory, or the working one; none where that is not known. */
export function named(
  { configFiles, directory = "." }: GatewayCommand,
  { workingDirectory }: Standing,
): readonly ConfigPlace[] {
  if (configFiles.length === 0) return [];
  const isWhole = isAbsolute(directory) || configFiles.every(isAbsolute);
  if (workingDirectory === undefined && !isWhole) return [];
  const from = resolve(workingDirectory ?? "/", directory);
  return [{ files: configFiles.map((file) => resolve(from, file)), from: "command-line" }];
}
