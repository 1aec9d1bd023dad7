import type { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { idle } from "../../src/probes/idle.ts";
import { at, climbRequest, context, exchangeAsk, tcpServer } from "./asking.ts";

const ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/** A service that answers, and then does this with the connection. */
async function kept(then: (socket: Socket) => void, holdMs = 400) {
  const port = await tcpServer((socket) =>
    socket.once("data", () => {
      socket.write(ANSWER);
      then(socket);
    }),
  );
  const climb = climbRequest({ target: at(port), exchange: exchangeAsk({ httpVersion: "1.1" }) });
  const [measurement] = await idle({ kind: "idle", climb, holdMs }, context);
  if (measurement?.kind !== "idle") throw new Error("nothing was measured");
  return measurement;
}

describe("a connection kept idle", () => {
  test("is measured until the other side closes it", async () => {
    const { outcome, facts } = await kept((socket) => setTimeout(() => socket.end(), 120), 5_000);
    expect(outcome.kind).toBe("reset");
    expect(facts.wasKept).toBe(true);
    expect(facts.closedAfterMs).toBeGreaterThan(60);
  });
  test("is given up at the end of the wait", async () => {
    const { outcome, facts } = await kept((socket) => socket.on("data", () => socket.write(ANSWER)));
    expect(outcome).toMatchObject({ kind: "answered", reason: "still open after 400 ms" });
    expect(facts).toMatchObject({ wasKept: true, closedAfterMs: undefined });
  });
  test("carries a second request, which may be cut", async () => {
    const { outcome, facts } = await kept((socket) => socket.once("data", () => socket.destroy()));
    expect(outcome.kind).toBe("reset");
    expect(facts).toMatchObject({ wasKept: true, reused: { kind: "reset" } });
  });
  test("was not kept where the answer ends it", async () => {
    const { facts } = await kept((socket) => socket.end());
    expect(facts).toMatchObject({ wasKept: false, closedAfterMs: undefined });
  });
  test("tells why there was nothing to keep", async () => {
    const port = await tcpServer((socket) => socket.destroy());
    const climb = climbRequest({ target: at(port), exchange: exchangeAsk() });
    const [measurement] = await idle({ kind: "idle", climb, holdMs: 400 }, context);
    expect(measurement).toMatchObject({ outcome: { kind: "reset" }, facts: { wasKept: false } });
  });
});
