import { describe, expect, test } from "vitest";
import type { PathRewrite } from "../../src/model/forward.ts";
import { rewritePath } from "../../src/model/rewrite.ts";

const prefix = (from: string, to: string): PathRewrite => ({ kind: "replace-prefix", from, to });
const rule = (
  pattern: string,
  replacement: string,
  otherwise: PathRewrite = { kind: "unchanged" },
): PathRewrite => ({
  kind: "by-rule",
  rules: [{ pattern, replacement }],
  otherwise,
});

describe("a prefix is exchanged as plain text", () => {
  test.each([
    ["/a/", "/b", "/a/x", "/bx"],
    ["/a", "/b/", "/a/x", "/b//x"],
    ["/a/", "/", "/a/x", "/x"],
    ["/a", "/", "/a/x", "//x"],
    ["/", "/v1/", "/x?y=1", "/v1/x?y=1"],
    ["/health", "/", "/health", "/"],
  ])("%s for %s makes of %s in turn", (from, to, path, expected) => {
    expect(rewritePath(prefix(from, to), path)).toBe(expected);
  });

  test("a path outside the prefix is not decided", () => {
    expect(rewritePath(prefix("/a/", "/"), "/b")).toBeUndefined();
  });
});

test("an unchanged path keeps its query", () => {
  expect(rewritePath({ kind: "unchanged" }, "/x?y=1")).toBe("/x?y=1");
});

describe("a template replaces the whole path", () => {
  test("with the client's path where it asks for it", () => {
    const to = ["/v1", { kind: "request-uri", raw: "$request_uri" }] as const;
    expect(rewritePath({ kind: "replace-all", to }, "/x?y=1")).toBe("/v1/x?y=1");
  });

  test("without it where it does not", () => {
    expect(rewritePath({ kind: "replace-all", to: ["/fixed"] }, "/x")).toBe("/fixed");
  });

  test("with path and query apart", () => {
    const to = [
      { kind: "request-path", raw: "$uri" },
      "/x",
      { kind: "request-query", raw: "$args" },
    ] as const;
    expect(rewritePath({ kind: "replace-all", to }, "/a?b")).toBe("/a/x?b");
  });

  test("with a query without its mark, and what uhc's own request gives", () => {
    const to = [
      { kind: "own-request", raw: "$http_x", text: "" },
      "/x/",
      { kind: "request-arguments", raw: "$args" },
    ] as const;
    expect(rewritePath({ kind: "replace-all", to }, "/a?b")).toBe("/x/b");
  });

  test("but not with what only the gateway knows", () => {
    const to = ["/", { kind: "unknown", raw: "$tenant" }] as const;
    expect(rewritePath({ kind: "replace-all", to }, "/x")).toBeUndefined();
  });
});

describe("rules", () => {
  test("put what they captured into the replacement", () => {
    expect(rewritePath(rule("^/api/v1/(.*)$", "/$1"), "/api/v1/users?id=2")).toBe("/users?id=2");
  });

  test("add the query to one that the replacement brings", () => {
    expect(rewritePath(rule("^/a/(.*)$", "/b?p=$1"), "/a/x?q=1")).toBe("/b?p=x&q=1");
  });

  test("drop the query where the replacement ends with a question mark", () => {
    expect(rewritePath(rule("^/a", "/b?"), "/a?q=1")).toBe("/b");
  });

  test("leave a path that none of them matches to what holds otherwise", () => {
    expect(rewritePath(rule("^/api/(.*)$", "/$1", prefix("/x/", "/")), "/x/y")).toBe("/y");
  });

  test("do not take a dollar of the path for a variable", () => {
    expect(rewritePath(rule("^/a/(.*)$", "/$1"), "/a/$1$uri")).toBe("/$1$uri");
  });

  test("are not followed when they need another variable", () => {
    expect(rewritePath(rule("^/a", "/$tenant"), "/a")).toBeUndefined();
  });

  test.each(["(a+)+$", "^(?=x)", "(a)\\1", "^/(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)x", "(", "a**", "[["])(
    "with the pattern %s are not tried",
    (pattern) => {
      expect(rewritePath(rule(pattern, "/b"), `/${"a".repeat(60)}`)).toBeUndefined();
    },
  );

  test.each([
    ["^/(?:api|v2)/(.*)$", "/api/x", "/x"],
    ["^/([^/]+)/(.*)$", "/t/x", "/x"],
    ["/api(/.*)?$", "/api", "/"],
    ["^/\\d{1,3}/([a-z_.-]+)$", "/12/a-b.c", "/b"],
  ])("with the pattern %s are", (pattern, path) => {
    expect(rewritePath(rule(pattern, "/b"), path)).toBe("/b");
  });
});
