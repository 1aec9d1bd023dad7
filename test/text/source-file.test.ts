import fc from "fast-check";
import { expect, it } from "vitest";
import { cutText, lineOf, locate, notText, sourceFile } from "../../src/text/source-file.ts";

it("counts lines by LF and columns by characters", () => {
  const source = sourceFile("f", Buffer.from("aé\r\n\u{1f600}b\n"));
  expect(locate(source, 0)).toEqual({ file: "f", line: 1, column: 1 });
  expect(locate(source, 3)).toEqual({ file: "f", line: 1, column: 3 });
  expect(locate(source, 5)).toEqual({ file: "f", line: 2, column: 1 });
  expect(locate(source, 9)).toEqual({ file: "f", line: 2, column: 2 });
  expect(lineOf(source, 11)).toBe(3);
});

it("places any character of any text, in any order of asking, as counting by hand does", () => {
  const character = fc.constantFrom("a", "é", "→", "\u{1f600}", "\n", "\r");
  fc.assert(
    fc.property(fc.array(character), fc.array(fc.nat()), (characters, questions) => {
      const source = sourceFile("f", Buffer.from(characters.join("")));
      for (const question of questions) {
        const count = question % (characters.length + 1);
        const before = characters.slice(0, count);
        const line = before.filter((each) => each === "\n").length + 1;
        const column = count - before.lastIndexOf("\n");
        const offset = Buffer.byteLength(before.join(""));
        expect(locate(source, offset)).toEqual({ file: "f", line, column });
      }
    }),
  );
});

it("cuts text out by bytes, replacing what is no UTF-8", () => {
  const source = sourceFile("f", Uint8Array.from([0x61, 0xc3, 0xa9, 0xff]));
  expect(cutText(source, 0, 4)).toBe("aé\ufffd");
});

it("reads a view into a larger buffer, not the buffer", () => {
  const source = sourceFile("f", new Uint8Array(Buffer.from("xxabxx")).subarray(2, 4));
  expect(cutText(source, 0, 10)).toBe("ab");
});

it("tells text from what is none", () => {
  expect(notText(Buffer.from("events {}\n\x1b[0m"))).toBeUndefined();
  expect(notText(Buffer.from(`${"a b;\n".repeat(20)}\0`))).toBeUndefined();
  expect(notText(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]))).toBe("binary");
  expect(notText(Buffer.from("\ufeffevents {}", "utf16le"))).toBe("utf-16");
});
