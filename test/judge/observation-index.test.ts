import { describe, expect, it } from "vitest";
import { indexObservations } from "../../src/judge/observation-index.ts";
import type { Observation } from "../../src/model/observation.ts";
import type { Subject } from "../../src/model/subject.ts";
import { connect, log } from "../given/network.ts";

const ONE = { gateway: "nginx", upstream: "api", endpoint: "10.0.0.1:80" };
const TWO = { ...ONE, endpoint: "10.0.0.2:80" };
const THREE = { ...ONE, endpoint: "10.0.0.3:80" };
const ofOne: Observation = { ...connect("10.0.0.1:80"), subjects: [ONE] };
const ofTwoAndThree: Observation = { ...connect("10.0.0.9:80"), subjects: [TWO, THREE] };
const ofAll: Observation = { ...log(), subjects: [{ gateway: "nginx" }] };
const elsewhere: Observation = { ...log(), subjects: [{ gateway: "haproxy" }] };
const { about } = indexObservations([elsewhere, ofOne, ofAll, ofTwoAndThree]);

describe("what was seen of a subject", () => {
  const cases: readonly [string, Subject, readonly Observation[]][] = [
    ["is its own first, then what is about the wider things that it belongs to", ONE, [ofOne, ofAll]],
    ["is what is about everything, where nothing is its own", { ...ONE, endpoint: "[::1]:80" }, [ofAll]],
    [
      "is that of all its parts, once each",
      { gateway: "nginx", upstream: "api" },
      [ofOne, ofTwoAndThree, ofAll],
    ],
    ["is nothing of another gateway", { gateway: "haproxy" }, [elsewhere]],
    ["may be nothing at all", { gateway: "envoy" }, []],
  ];
  it.each(cases)("%s", (_, subject, seen) => {
    expect(about(subject)).toEqual(seen);
  });
  it("is one list for all of whom the same was seen", () => {
    expect(about(TWO)).toBe(about(THREE));
    expect(about(TWO)).not.toBe(about(ONE));
  });
});
