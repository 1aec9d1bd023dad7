import { expect, it } from "vitest";
import { groupEvidence } from "../../src/report/evidence.ts";
import { sniCause } from "../given/report.ts";

it("says once what was seen of several endpoints, and of which where it was not all", () => {
  expect(groupEvidence(sniCause()).map(({ summary, scope }) => [summary.slice(0, 12), scope])).toEqual([
    ["handshake as", ""],
    ["the same wit", " · 10.0.0.5:8443"],
    ["GET /api/ ov", " · 10.0.0.5:8443"],
    ["error.log: 1", ""],
  ]);
});

it("counts the endpoints where they are some of many", () => {
  const some = sniCause({ evidence: sniCause().evidence.slice(0, 2) });
  expect(groupEvidence(some).map(({ scope }) => scope)).toEqual([" · 2 endpoints"]);
});

it("takes sentences that differ in their times alone for one", () => {
  const [first, second, third] = sniCause().evidence;
  if (first === undefined || second === undefined || third === undefined)
    throw new Error("the story has three endpoints");
  const evidence = [first, second, third].map((item, index) => ({
    ...item,
    summary: `completes in ${index + 1}.5 ms with TLSv1.2`,
  }));
  expect(groupEvidence(sniCause({ evidence }))).toMatchObject([
    { summary: "completes in 1.5 ms with TLSv1.2", scope: " · same for 2 more endpoints" },
  ]);
});
