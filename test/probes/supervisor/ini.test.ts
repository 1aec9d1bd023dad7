import { describe, expect, it } from "vitest";
import { parseIni } from "../../../src/probes/supervisor/ini.ts";

describe("a config of supervisord", () => {
  it("is sections with settings, comments left out and lines that go on joined", () => {
    const text =
      "[a]\nx = 1 ; why\n; y=2\nCommand=one;two\nfiles = p.conf\n  q.conf\n\n[b] ; other\n#z=3\nv: w\n";
    expect([...parseIni(text)].map(([name, all]) => [name, Object.fromEntries(all)])).toEqual([
      ["a", { x: "1", command: "one;two", files: "p.conf\nq.conf" }],
      ["b", { v: "w" }],
    ]);
  });
  it("is nothing where it is something else", () => {
    expect(parseIni("x=1\n\u0000\n  y\n").size).toBe(0);
  });
});
