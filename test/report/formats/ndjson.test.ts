import { expect, it } from "vitest";
import { renderEvent, renderLastLine } from "../../../src/report/formats/ndjson.ts";
import { incident } from "../../given/report.ts";

it("takes one line for an event", () => {
  expect(renderEvent({ event: "planned" })).toBe('{"event":"planned"}\n');
});

it("ends with the whole report in a line that names itself", () => {
  const text = renderLastLine(incident());
  expect(text.trimEnd()).not.toContain("\n");
  expect(JSON.parse(text)).toEqual({ event: "report", ...incident() });
});
