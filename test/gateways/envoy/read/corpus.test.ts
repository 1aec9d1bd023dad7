import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { corpusFiles, readCorpus } from "./corpus.ts";

const files = corpusFiles("envoy-config");

describe.skipIf(files.length === 0)("a collection of configs", () => {
  it("is read without a crash, and every place in it is a place of a file", () => {
    for (const file of files) {
      const gateway = readCorpus(file);
      const lines = readFileSync(file, "utf8").split("\n").length;
      const places = [...gateway.routes, ...gateway.upstreams].map(({ location }) => location.line);
      expect(
        places.every((line) => line >= 1 && line <= lines),
        file,
      ).toBe(true);
    }
  }, 60_000);
});
