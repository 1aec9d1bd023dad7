import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readEnvoy } from "../../../../src/gateways/envoy/read.ts";
import type { Gateway } from "../../../../src/model/config.ts";

/** Configs and dumps that people wrote, for whoever has a collection of them; none without one. */
export function corpusFiles(kind: string, name = /\.(?:ya?ml|json)$/): readonly string[] {
  const root = process.env.UHC_CORPUS;
  const folder = join(root ?? "", kind);
  if (root === undefined || !existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Reads one of them alone: what it names beside itself is not there. */
export function readCorpus(file: string): Gateway {
  const content = readFileSync(file);
  return readEnvoy({
    mainFile: file,
    reader: {
      read: (path) => (path === file ? content : { kind: "missing", errno: undefined, message: path }),
      find: () => [],
      knowsAllFiles: false,
    },
    version: undefined,
    tlsLibrary: undefined,
    builtIn: undefined,
    onNote: undefined,
  });
}
