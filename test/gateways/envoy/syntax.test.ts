import { describe, expect, it } from "vitest";
import { FILE, readText } from "./given.ts";

const places = (text: string) => readText(text).problems.map(({ cause, location }) => ({ cause, location }));

describe("a text that can't be read", () => {
  it("says line and column, also where nothing of it could be kept", () => {
    const deep = `static_resources:\n  clusters:\n  - name: ${"{a: ".repeat(500)}`;
    expect(places(deep)).toContainEqual({
      cause: "config-syntax-error",
      location: { file: FILE, line: 3, column: expect.any(Number) },
    });
  });

  it("says where JSON breaks off", () => {
    expect(places('{"static_resources":\n {"clusters": [')).toContainEqual({
      cause: "config-syntax-error",
      location: { file: FILE, line: 2, column: 16 },
    });
  });
});
