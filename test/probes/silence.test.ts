import { describe, expect, it } from "vitest";
import type { Measurement } from "../../src/model/observation.ts";
import type { ExchangeAsk } from "../../src/model/request.ts";
import { climb } from "../../src/probes/climb.ts";
import { at, climbRequest, context, exchangeAsk, tcpServer } from "./asking.ts";

/** What was told while the connection kept silent, and at its end. */
async function silence(protocol: ExchangeAsk["protocol"]) {
  const port = await tcpServer((socket) => socket.resume());
  const told: (readonly Measurement[])[] = [];
  const request = climbRequest({
    target: at(port),
    patienceMs: 400,
    exchange: exchangeAsk({ protocol }),
    limits: { ...climbRequest().limits, readIdleMs: 100 },
  });
  const end = await climb(request, { ...context, onSilence: (seen) => void told.push(seen) });
  return { told: told.map((seen) => seen.at(-1)?.outcome.kind), end: end.at(-1)?.outcome.kind };
}

describe("a connection that keeps silent", () => {
  it("is told as such at the gateway's limit, while the wait goes on", async () => {
    expect(await silence("http")).toEqual({ told: ["timed-out"], end: "timed-out" });
  });

  it("is waited for where another protocol than HTTP was spoken", async () => {
    expect(await silence("fastcgi")).toEqual({ told: [], end: "timed-out" });
  });
});
