import { expect, it } from "vitest";
import type { OutputSettings } from "../../src/cli/output-settings.ts";
import { tellNotes } from "../../src/cli/tell-notes.ts";
import { report } from "../given/report.ts";

function said(over: Partial<OutputSettings>, notes = 1): readonly string[] {
  const lines: string[] = [];
  const settings = { stdout: "gitlab", files: [], detail: "normal", ...SETTINGS, ...over } as const;
  const notChecked = Array.from({ length: notes }, (_, nth) => ({ what: `n${nth}`, because: "why" }));
  const stderr = { isTTY: false, columns: undefined, write: (text: string) => void lines.push(text) };
  tellNotes(report({ notChecked }), settings, { stderr });
  return lines;
}

const SETTINGS = { top: 10, redacts: true, color: "auto", failOn: "error", exitZero: false } as const;

it("says on stderr what a report without a place for it leaves out", () => {
  expect(said({})).toEqual(["uhc: not checked: n0: why\n"]);
  expect(said({ stdout: "rdjson" })).toHaveLength(1);
  expect(said({}, 25)).toHaveLength(21);
});

it("keeps quiet where another report says it, or where quiet is wanted", () => {
  expect(said({ files: [{ format: "json", path: "r.json" }] })).toEqual([]);
  expect(said({ stdout: "junit" })).toEqual([]);
  expect(said({ detail: "quiet" })).toEqual([]);
});
