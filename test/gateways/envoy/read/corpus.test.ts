import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnvoy } from "../../../../src/gateways/envoy/read.ts";

/** Configs and dumps that people wrote, for whoever has a collection of them. */
const folder = join(process.env.UHC_CORPUS ?? "", "envoy-config");

const files = process.env.UHC_CORPUS === undefined || !existsSync(folder) ? [] : walk(folder);

function walk(at: string): string[] {
  return readdirSync(at, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe.skipIf(files.length === 0)("a collection of configs", () => {
  it("is read without a crash, and every place in it is a place of a file", () => {
    for (const file of files) {
      const content = readFileSync(file);
      const gateway = readEnvoy({
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
      const lines = content.toString("utf8").split("\n").length;
      const places = [...gateway.routes, ...gateway.upstreams].map(({ location }) => location.line);
      expect(
        places.every((line) => line >= 1 && line <= lines),
        file,
      ).toBe(true);
    }
  });
});
