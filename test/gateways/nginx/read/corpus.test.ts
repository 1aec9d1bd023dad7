import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readNginx } from "../../../../src/gateways/nginx/read.ts";

const corpus = process.env.UHC_CORPUS;

/** Files that real people wrote: nothing in them may make the reader throw, and every route must lead somewhere. */
describe.skipIf(corpus === undefined)("the corpus", () => {
  const folder = join(corpus ?? "", "nginx");
  const files =
    corpus === undefined
      ? []
      : readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));

  test("is read to the end", () => {
    for (const file of files.filter((path) => statSync(path).isFile())) {
      const gateway = readNginx({
        mainFile: file,
        reader: {
          read: (path) =>
            path === file ? readFileSync(file) : { kind: "missing", errno: undefined, message: path },
          find: () => [],
          knowsAllFiles: true,
        },
        version: undefined,
        tlsLibrary: undefined,
        builtIn: undefined,
        onNote: undefined,
      });
      const ids = new Set(gateway.upstreams.map((upstream) => upstream.id));
      expect(ids.size).toBe(gateway.upstreams.length);
      for (const route of gateway.routes) expect(ids).toContain(route.forward.upstream);
    }
  });
});
