import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJsonTree } from "../../src/text/json-tree.ts";
import {
  entriesOf,
  fieldInEitherCase,
  fieldOf,
  itemsOf,
  kindOf,
  locationOf,
  scalarText,
  type Value,
} from "../../src/text/tree.ts";

const root = (text: string): Value => ({ tree: parseJsonTree("a.json", text).tree, index: 0 });

/** The tree as plain values, to hold it against JSON.parse. */
function plain(value: Value): unknown {
  switch (kindOf(value)) {
    case "map":
      return Object.fromEntries(entriesOf(value).map(([key, inner]) => [scalarText(key), plain(inner)]));
    case "list":
      return itemsOf(value).map(plain);
    case "number":
      return Number(scalarText(value));
    case "boolean":
      return scalarText(value) === "true";
    case "text":
      return scalarText(value);
    case "null":
      return null;
  }
}

describe("JSON with places", () => {
  it("reads what JSON.parse reads", () => {
    const noPrototype = fc.jsonValue().filter((value) => !JSON.stringify(value).includes("__proto__"));
    fc.assert(
      fc.property(noPrototype, fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const { problem } = parseJsonTree("a.json", text);
        expect(problem).toBeUndefined();
        expect(plain(root(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it("tells line and column of a value", () => {
    const found = fieldOf(root('{\n  "a": 1,\n  "b": [true]\n}'), "b");
    expect(found && locationOf(found)).toEqual({ file: "a.json", line: 3, column: 8 });
  });

  it("finds a field by name, also where its key is written with escapes", () => {
    expect(scalarText(fieldOf(root('{"\\u0061b": "x\\n"}'), "ab") ?? root("0"))).toBe("x\n");
  });

  it("keeps what stands before the place where a text breaks off", () => {
    const text = '{"clusters": [{"name": "api"}, {"name": "we';
    const { tree, problem } = parseJsonTree("a.json", text);
    expect(problem?.message).toBe("a text in quotes does not end");
    const [first] = itemsOf(fieldOf({ tree, index: 0 }, "clusters") ?? { tree, index: 0 });
    expect(first && scalarText(fieldOf(first, "name") ?? first)).toBe("api");
  });

  it.each([
    ['{"a": 1,}', "a key in double quotes is missing"],
    ['{"a" 1}', "a colon is missing behind a key"],
    ["[1 2]", "a comma or a closing bracket is missing"],
    ["[nope]", "this is no value of JSON"],
    ["{} {}", "there is more behind the end of the document"],
    ["", "the text ends in the middle"],
    ["[".repeat(300), "it is nested deeper than 200 levels"],
  ])("says what is wrong with %s", (text, message) => {
    expect(parseJsonTree("a.json", text).problem?.message).toBe(message);
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\01 a\n') }), (text) => {
        plain(root(text));
      }),
    );
  });
});

describe("a field by its name in snake_case", () => {
  const found = (text: string, name: string): unknown => {
    const value = fieldInEitherCase(root(text), name);
    return value === undefined ? undefined : plain(value);
  };
  it("is found as it is, and in lowerCamelCase", () => {
    expect(found('{"a": 1, "connect_timeout": "2s"}', "connect_timeout")).toBe("2s");
    expect(found('{"a": 1, "connectTimeout": "2s"}', "connect_timeout")).toBe("2s");
    expect(found('{"consecutive5xx": 3}', "consecutive_5xx")).toBe(3);
  });
  it("is no other field, however near", () => {
    for (const key of [
      "connecttimeout",
      "connectTimeou",
      "connectTimeouts",
      "ConnectTimeout",
      "connect-timeout",
    ])
      expect(found(JSON.stringify({ [key]: 1 }), "connect_timeout")).toBeUndefined();
    expect(found('{"name": 1}', "names")).toBeUndefined();
    expect(found("[1]", "name")).toBeUndefined();
  });
});
