import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { renderJson } from "../../src/report/formats/json.ts";
import { REPORT_SCHEMA } from "../../src/report/schema.ts";
import { endpoint, incident, report, upstream } from "../given/report.ts";

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  formats: { "date-time": true },
});
const isReport = ajv.compile(REPORT_SCHEMA);
/** The same, with every object closed: what uhc prints has no field that the schema does not tell of. */
const isKnown = ajv.compile(closed(REPORT_SCHEMA));

function closed(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema, (_, part) =>
      part?.type === "object" ? { ...part, additionalProperties: false } : part,
    ),
  );
}

const full = incident({
  upstreams: [
    upstream("api", {
      location: { file: "/etc/nginx/nginx.conf", line: 3, column: 1 },
      routes: ["/"],
      endpoints: [
        endpoint("api.internal:443", { address: "10.0.0.5", gatewayState: "ejected", state: "unknown" }),
      ],
    }),
  ],
});

describe("the schema of the report", () => {
  it.each([
    ["a healthy report", report()],
    ["an incident", incident()],
    ["a report with every optional field", full],
    ["an unknown verdict with nothing in it", report({ verdict: "unknown", upstreams: [], inputs: [] })],
  ])("takes %s, and knows all of its fields", (_, value) => {
    const parsed = JSON.parse(renderJson(value));
    isKnown(parsed);
    expect(isKnown.errors ?? []).toEqual([]);
  });

  it("takes a report of a later release with more fields", () => {
    expect(
      isReport({ ...report(), later: 1, vantage: { hostname: "h", platform: "linux", kernel: "6" } }),
    ).toBe(true);
    expect(isKnown({ ...report(), later: 1 })).toBe(false);
  });

  it.each([
    ["a verdict that does not exist", { ...report(), verdict: "sick" }],
    ["a missing field", { ...report(), causes: undefined }],
    [
      "a line 0",
      incident({
        causes: incident().causes.map((cause) => ({
          ...cause,
          locations: [{ file: "a", line: 0, column: 1 }],
        })),
      }),
    ],
    [
      "a confidence above 1",
      incident({ causes: incident().causes.map((cause) => ({ ...cause, confidence: 1.1 })) }),
    ],
    ["another schema version", { ...report(), schemaVersion: 2 }],
  ])("refuses %s", (_, value) => {
    expect(isReport(JSON.parse(JSON.stringify(value)))).toBe(false);
  });
});
