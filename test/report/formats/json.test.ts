import { expect, it } from "vitest";
import { renderJson } from "../../../src/report/formats/json.ts";
import { incident, report } from "../../given/report.ts";

it("is one document that ends with a line end", () => {
  const text = renderJson(incident());
  expect(JSON.parse(text)).toEqual(incident());
  expect(text.endsWith("}\n")).toBe(true);
});

it("leaves out what is not there", () => {
  expect(renderJson(report({ inputs: [{ path: "a", gateway: "nginx" }] }))).not.toContain("undefined");
});
