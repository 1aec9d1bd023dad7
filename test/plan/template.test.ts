import { describe, expect, test } from "vitest";
import type { Placeholder } from "../../src/model/forward.ts";
import { fill, type RequestFacts } from "../../src/plan/template.ts";

const facts: RequestFacts = {
  host: "shop.test",
  uri: "/a/?b=c",
  hostIsGuess: false,
  scheme: "https",
  clientAddress: "127.0.0.1",
  endpointHost: "10.0.0.5",
  endpointPort: 8080,
  endpointScheme: "http",
};
const filled = (part: Omit<Placeholder, "raw">, changes: Partial<RequestFacts> = {}): string | undefined =>
  fill([{ ...part, raw: "$x" }], { ...facts, ...changes });

describe("the authority of an endpoint", () => {
  test.each([
    ["10.0.0.5", 8080, "http", "10.0.0.5:8080"],
    ["10.0.0.5", 80, "http", "10.0.0.5"],
    ["10.0.0.5", 443, "http", "10.0.0.5:443"],
    ["10.0.0.5", 443, "https", "10.0.0.5"],
    ["10.0.0.5", 80, "https", "10.0.0.5:80"],
    ["::1", 8080, "http", "[::1]:8080"],
    ["::1", 80, "http", "[::1]"],
    ["[::1]", 81, "http", "[::1]:81"],
  ] as const)("of %s port %d over %s is %4$s", (endpointHost, endpointPort, endpointScheme, expected) => {
    const of = { endpointHost, endpointPort, endpointScheme };
    expect(filled({ kind: "endpoint-authority" }, of)).toBe(expected);
  });
});

describe("what a request brings along", () => {
  test("the query comes with its mark or without", () => {
    expect(filled({ kind: "request-query" })).toBe("?b=c");
    expect(filled({ kind: "request-arguments" })).toBe("b=c");
    expect(filled({ kind: "request-arguments" }, { uri: "/a" })).toBe("");
  });

  test("an index goes behind a folder alone", () => {
    expect(filled({ kind: "request-path", index: "index.php" })).toBe("/a/index.php");
    expect(filled({ kind: "request-path", index: "index.php" }, { uri: "/a.php" })).toBe("/a.php");
  });

  test("TLS is on or nothing, and what uhc does not send is empty", () => {
    expect(filled({ kind: "https" })).toBe("on");
    expect(filled({ kind: "https" }, { scheme: "http" })).toBe("");
    expect(filled({ kind: "own-request", text: "" })).toBe("");
    expect(filled({ kind: "unknown" })).toBeUndefined();
  });
});
