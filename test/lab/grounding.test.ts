import { describe, expect, it } from "vitest";
import type { Cause } from "../../src/model/report.ts";
import { ungrounded } from "./grounding.ts";
import type { Expectation } from "./scenario.ts";

const place = { dir: "/world", pki: "/pki", noise: "" };
const expected: Expectation = {
  firstCause: "port-refused",
  verdict: "down",
  subjects: [{ upstream: "app", endpoint: "10.77.0.2:8081" }],
};
const WORLD =
  "upstream app { server 10.77.0.2:8081; server api.internal:8443; } [fd77::2]:8081 error_log /world/error.log";

function cause(summary: string, endpoint: string | undefined = "10.77.0.2:8081"): Cause {
  const subject = { gateway: "nginx", upstream: "app", ...(endpoint === undefined ? {} : { endpoint }) };
  return {
    ...{ rank: 1, id: "port-refused", title: "", role: "root", severity: "error", layer: "network" },
    ...{ confidence: 0.9, subjects: [subject], locations: [], verify: [] },
    evidence: [{ check: "connects", status: "fail", summary, subject }],
    fix: { summary: "", steps: [], commands: [] },
    weighing: { met: [], contradicted: [], missing: [] },
  };
}

const wrong = (one: Cause): readonly string[] => ungrounded(expected, place, one, WORLD);

describe("the lab's look at evidence", () => {
  it("accepts addresses, ports, names and files of the scenario", () => {
    expect(
      wrong(cause("10.77.0.2:8081 refuses, [fd77::2]:8081 too; api.internal:8443 in /world/error.log")),
    ).toEqual([]);
  });

  it.each([
    "10.77.0.9:8081 refuses",
    "10.77.0.2:9999 refuses",
    "[fd77::9]:8081",
    "web.internal",
    "/tmp/no-such/file",
  ])("finds what the scenario has not: %s", (sentence) => {
    expect(wrong(cause(sentence))).toHaveLength(1);
  });

  it("takes no part of a longer number for an address", () => {
    expect(wrong(cause("nginx 1.22.1 answers after 1.2.3.4.5 ms, 10.77.0.2"))).toEqual([]);
  });

  it("finds a failure that is laid on an endpoint that is not broken", () => {
    expect(wrong(cause("10.77.0.2:8081 refuses", "api.internal:8443"))).toEqual([
      '"10.77.0.2:8081 refuses" accuses api.internal:8443',
    ]);
  });
});
