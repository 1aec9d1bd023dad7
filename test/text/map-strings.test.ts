import { expect, it } from "vitest";
import { mapStrings, remembered } from "../../src/text/map-strings.ts";

it("changes strings alone, knows their fields, and leaves the original", () => {
  const value = { file: "a", list: ["b", 1], none: undefined };
  expect(mapStrings(value, (text, field) => `${field}=${text}`)).toEqual({
    file: "file=a",
    list: ["list=b", 1],
  });
  expect(value.file).toBe("a");
});

it("asks about each list and object before it looks inside", () => {
  const swapped = mapStrings(
    { pair: ["x", "y"] },
    (text) => text,
    (part) => (Array.isArray(part) ? ["z"] : part),
  );
  expect(swapped).toEqual({ pair: ["z"] });
});

it("lets no field named __proto__ become a prototype", () => {
  const copy = mapStrings(JSON.parse('{"__proto__": {"a": "b"}}'), (text) => text);
  expect([Object.keys(copy), Object.getPrototypeOf(copy)]).toEqual([[], Object.prototype]);
});

it("remembers, and gives the same", () => {
  let calls = 0;
  const change = remembered((text) => {
    calls += 1;
    return `${text}!`;
  });
  expect([change("a"), change("a"), change("b")]).toEqual(["a!", "a!", "b!"]);
  expect(calls).toBe(2);
});
