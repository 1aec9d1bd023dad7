import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../src/model/observation.ts";
import { timelineOf } from "../../src/report/timeline.ts";
import { endpoint, gateway, route, upstream } from "../given/gateway.ts";
import { AT, event, log } from "../given/network.ts";

const NAME = "api.internal:8080";
const named = endpoint(NAME, {
  target: { kind: "tcp", host: "api.internal", port: 8080, isAddress: false },
});
const model = gateway([upstream("api", [named])], [route("/", "api")]);
const MINUTE = 60_000;

/** Good answers of an address between two minutes. */
const answers = (peer: string, from: number, to: number, over: Partial<LogEvent> = {}) =>
  event("access-200", {
    level: "access",
    peer,
    count: 10,
    firstAt: AT + from * MINUTE,
    lastAt: AT + to * MINUTE,
    ...over,
  });
const told = (events: readonly LogEvent[], of = model) =>
  timelineOf([log(...events)], [of])
    .filter(({ kind }) => kind === "change")
    .map(({ at, what }) => [at, what]);

describe("the address of a name", () => {
  it("changed where lines about one end before those about another begin, of whichever event", () => {
    const refused = answers("10.0.0.5:8080", 4, 5, { event: "connect-refused", level: "error" });
    expect(told([answers("10.0.0.5:8080", 0, 5), refused, answers("10.0.0.6:8080", 6, 9)])).toEqual([
      [
        new Date(AT + 6 * MINUTE).toISOString(),
        "api.internal:8080 was asked at 10.0.0.6:8080 instead of 10.0.0.5:8080",
      ],
    ]);
  });
  it("is one of several where their lines lie among each other", () => {
    expect(told([answers("10.0.0.5:8080", 0, 5), answers("10.0.0.6:8080", 4, 9)])).toEqual([]);
  });
  it("is not called another one for a single line", () => {
    expect(told([answers("10.0.0.5:8080", 0, 5), answers("10.0.0.6:8080", 6, 6, { count: 1 })])).toEqual([]);
  });
  it("is none where the config names addresses", () => {
    const two = gateway(
      [upstream("api", [endpoint("10.0.0.5:8080"), endpoint("10.0.0.6:8080")])],
      [route("/", "api")],
    );
    expect(told([answers("10.0.0.5:8080", 0, 5), answers("10.0.0.6:8080", 6, 9)], two)).toEqual([]);
  });
});
