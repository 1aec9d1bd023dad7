import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPiece } from "../../../src/probes/logs/read-piece.ts";

let path = "";
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "uhc-piece-"));
  path = join(folder, "log");
});
afterAll(() => rmSync(folder, { recursive: true }));

const BOUNDS = { blockBytes: 32, maxLineBytes: 16 };

function linesBetween(from: number, to: number, bounds = BOUNDS): readonly string[] {
  const file = openSync(path, "r");
  const lines: string[] = [];
  try {
    readPiece(file, { from, to }, bounds, (block, start, end) => {
      const text = block.toString("latin1", start, end);
      for (const line of text.replace(/\n$/, "").split("\n")) lines.push(line.slice(0, bounds.maxLineBytes));
    });
  } finally {
    closeSync(file);
  }
  return lines;
}

describe("a piece of a log", () => {
  it("pieces side by side give every line once, wherever they are cut", () => {
    const line = fc.stringMatching(/^[a-z]{0,60}$/);
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.array(fc.nat(1_500), { maxLength: 6 }),
        (lines, cuts) => {
          const text = lines.map((one) => `${one}\n`).join("");
          writeFileSync(path, text);
          const places = [0, ...cuts.filter((cut) => cut < text.length), text.length].sort((a, b) => a - b);
          const seen = places.slice(1).flatMap((to, index) => linesBetween(places[index] ?? 0, to));
          expect(seen.filter(Boolean)).toEqual(
            lines.map((one) => one.slice(0, BOUNDS.maxLineBytes)).filter(Boolean),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it("gives a last line without its end, and ends where the file does", () => {
    writeFileSync(path, "one\ntwo");
    expect(linesBetween(0, 7)).toEqual(["one", "two"]);
    expect(linesBetween(0, 5_000)).toEqual(["one", "two"]);
    writeFileSync(path, "");
    expect(linesBetween(0, 100)).toEqual([]);
  });
});
