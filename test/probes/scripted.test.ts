import type { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import type { ExpectStep, ScriptStep, Wanted } from "../../src/model/check-script.ts";
import { exchanged, tcpServer } from "./asking.ts";

const location = { file: "/x", line: 1, column: 1 };
const send = (bytes: string): ScriptStep => ({ kind: "send", bytes, location });
const hear = (wanted: string | Wanted, over: Partial<ExpectStep> = {}): ScriptStep => ({
  kind: "expect",
  wanted: typeof wanted === "string" ? { kind: "text", text: wanted } : wanted,
  isNegated: false,
  minBytes: undefined,
  comment: undefined,
  location,
  ...over,
});
const pattern = (text: string, over: "bytes" | "hex" = "bytes"): Wanted => ({
  kind: "pattern",
  pattern: text,
  over,
});

async function run(steps: readonly ScriptStep[], onSocket: (socket: Socket) => void) {
  const port = await tcpServer(onSocket);
  const script = { steps, isPartial: false, hasCredentials: false };
  return exchanged(port, { protocol: "tcp", script, purpose: "declared-check" }, { patienceMs: 200 });
}

/** Answers each piece with the next text. */
const replying =
  (...texts: readonly string[]) =>
  (socket: Socket): void => {
    const left = [...texts];
    socket.on("data", () => void socket.write(left.shift() ?? "", "latin1"));
  };

describe("the script of a check", () => {
  test("says and hears in turn", async () => {
    const got: string[] = [];
    const seen = await run([send("a"), send("b"), hear("1"), send("c"), hear("2")], (socket) => {
      socket.on("data", (chunk) => {
        got.push(chunk.toString());
        socket.write(got.length === 1 ? "x1" : "y2");
      });
    });
    expect(seen.outcome.kind).toBe("answered");
    expect(seen.facts.unmet).toBeUndefined();
    expect(got).toEqual(["ab", "c"]);
  });

  test("waits for what comes in pieces", async () => {
    const seen = await run([hear("PONG")], (socket) => {
      socket.write("PO");
      setTimeout(() => socket.write("NG"), 30);
    });
    expect(seen.facts.unmet).toBeUndefined();
    expect(seen.outcome.kind).toBe("answered");
  });

  test("tells which step does not hear what it wants, at the end of the connection", async () => {
    const seen = await run([send("PING\r\n"), hear("+PONG")], (socket) => {
      socket.once("data", () => socket.end("-NOAUTH no\r\n"));
    });
    expect(seen).toMatchObject({
      outcome: { kind: "answered" },
      facts: { unmet: { step: 1, isOpen: false }, bodyStart: "-NOAUTH no\r\n", spoke: "redis" },
    });
  });

  test("tells so too where the connection stays open", async () => {
    const seen = await run([send("PING\r\n"), hear("+PONG")], replying("-NOAUTH no\r\n"));
    expect(seen.facts.unmet).toEqual({ step: 1, isOpen: true });
  });

  test("decides at once where a least size is given", async () => {
    const seen = await run(
      [hear(pattern("^E"), { isNegated: true, minBytes: 5 })],
      (socket) => void socket.write("Rabcd"),
    );
    expect(seen.facts.unmet).toBeUndefined();
    const failed = await run(
      [hear(pattern("^E"), { isNegated: true, minBytes: 5 })],
      (socket) => void socket.write("Eabcd"),
    );
    expect(failed.facts.unmet).toEqual({ step: 0, isOpen: false });
  });

  test("does not take what was heard before it spoke", async () => {
    const seen = await run([hear("220"), send("HELO\r\n"), hear("220")], (socket) => {
      socket.write("220 hi\r\n");
      socket.on("data", () => void socket.write("500 no\r\n"));
    });
    expect(seen.facts.unmet).toEqual({ step: 2, isOpen: true });
  });

  test("is silence where nothing comes, and a cut where the other side hangs up", async () => {
    const mute = await run([send("x"), hear("y")], () => undefined);
    expect(mute.outcome.kind).toBe("timed-out");
    const cut = await run([send("x"), hear("y")], (socket) => void socket.once("data", () => socket.end()));
    expect(cut.outcome.kind).toBe("reset");
  });

  test("passes with the last word where nothing is to be heard", async () => {
    const seen = await run([send("x")], () => undefined);
    expect(seen.outcome.kind).toBe("answered");
  });

  test.each([
    ["\x02\0\0\0\x0aX", undefined],
    ["\x02\0\0\0\xffX", 0],
  ])("reads packets of MySQL: %j", async (greeting, step) => {
    const packet = { kind: "mysql-packet", place: 0 } as const;
    const seen = await run([hear(packet)], (socket) => void socket.write(greeting, "latin1"));
    expect(seen.facts.unmet?.step).toBe(step);
  });

  test("reads the packet behind the greeting", async () => {
    const packet = (place: 0 | 1) => hear({ kind: "mysql-packet", place });
    const seen = await run([send("l"), packet(0), packet(1)], replying("\x01\0\0\0\x0a\x01\0\0\x02\xff"));
    expect(seen.facts.unmet).toEqual({ step: 2, isOpen: false });
  });

  test("matches digits of bytes, and a `$` before a last line feed", async () => {
    const hex = await run(
      [hear(pattern("^5200[0-9A-F]{2}$", "hex"))],
      (socket) => void socket.write("R\0\xff", "latin1"),
    );
    expect(hex.facts.unmet).toBeUndefined();
    const line = await run([hear(pattern("^OK$"))], (socket) => void socket.write("OK\n"));
    expect(line.facts.unmet).toBeUndefined();
  });
});
