import { describe, expect, it } from "vitest";
import { encodeQuestion, readAnswer } from "../../../src/probes/dns/message.ts";

const question = { name: "api.internal", type: "AAAA" } as const;

describe("DNS messages", () => {
  it("a question has the type that was asked for, and stands alone", () => {
    const bytes = encodeQuestion(question, 0x1234);
    const typeAt = 12 + "api.internal".length + 2;
    expect(bytes.readUInt16BE(0)).toBe(0x1234);
    expect(bytes.readUInt16BE(typeAt)).toBe(28);
    expect(bytes).toHaveLength(typeAt + 4);
  });

  it("a type that would go out as 0 is refused", () => {
    // @ts-expect-error: a caller without types
    expect(() => encodeQuestion({ name: "api.internal", type: "HTTPS" }, 1)).toThrow(/could not be written/);
  });

  it("a query is no answer", () => {
    expect(readAnswer(encodeQuestion(question, 7), question, [7]).kind).toBe("foreign");
  });

  it.each([
    ["cut off", "000781800001000100000000"],
    ["a name that points at itself", "000781800001000000000000c00c001c0001"],
    ["no question", "000781800000000000000000"],
  ])("malformed: %s", (_, hex) => {
    expect(readAnswer(Buffer.from(hex, "hex"), question, [7]).kind).toBe("malformed");
  });

  it("malformed: an address of two bytes", () => {
    const asked = encodeQuestion({ name: "a", type: "A" }, 7);
    const head = Buffer.from("000781800001000100000000", "hex");
    const record = Buffer.from("c00c000100010000003c00020102", "hex");
    const answer = Buffer.concat([head, asked.subarray(12), record]);
    expect(readAnswer(answer, { name: "a", type: "A" }, [7])).toEqual({
      kind: "malformed",
      reason: "an address of the wrong length",
    });
  });

  it("a refusal may leave the question out", () => {
    const reading = readAnswer(Buffer.from("000781850000000000000000", "hex"), question, [7]);
    expect(reading).toMatchObject({ kind: "answer", rcode: "REFUSED" });
  });

  it("never throws, whatever comes", () => {
    for (let seed = 1; seed < 2_000; seed += 1) {
      const bytes = Buffer.from(Array.from({ length: seed % 80 }, (_, at) => (seed * (at + 7) * 31) % 256));
      if (bytes.length > 3) bytes.writeUInt32BE(0x00078180, 0);
      expect(() => readAnswer(bytes, question, [7])).not.toThrow();
    }
  });
});
