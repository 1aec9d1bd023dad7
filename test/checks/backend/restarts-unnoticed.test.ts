import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/restarts-unnoticed.ts";
import type { LogEvent, ObservationOf } from "../../../src/model/observation.ts";
import type { TimeSlots } from "../../../src/model/time-slots.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";

const peer = "10.0.0.5:8080";
const model = gateway([upstream("api", [endpoint(peer)])], [route("/", "api")]);
const START = Date.UTC(2026, 10, 28);

const at = (minutes: readonly number[]): TimeSlots => ({
  widthMs: 10_000,
  startsAt: START,
  counts: Array.from({ length: 6 * 24 * 60 }, (_, index) => (minutes.includes(index / 6) ? 5 : 0)),
});
const refused = (minutes: readonly number[]) => event("connect-refused", { peer, slots: at(minutes) });
const good = (minutes: readonly number[]) =>
  event("access-200", { level: "access", peer, slots: at(minutes) });

function access(...events: readonly LogEvent[]): ObservationOf<"log"> {
  const one = log(...events);
  return { ...one, request: { ...one.request, log: "access", path: "/var/log/access.log" } };
}

const seen = (failed: LogEvent, answered: LogEvent) =>
  verdict(check, [log(failed), access(answered)], { gateway: model });

describe("shutdown-before-drain", () => {
  it("fires for short failures that come again, with good answers between them", () => {
    const told = seen(refused([0, 30, 60, 90]), good([10, 40, 70, 100]));
    expect(strongest(told)).toMatchObject({
      cause: "shutdown-before-drain",
      role: "latent",
      args: { upstream: "api", bursts: 4 },
    });
  });
  it("stays quiet for two, which may be chance", () => {
    expect(seen(refused([0, 30]), good([10, 40])).findings).toEqual([]);
  });
  it("stays quiet where nobody sees it serve in between", () => {
    expect(seen(refused([0, 30, 60]), good([10])).findings).toEqual([]);
  });
  it("stays quiet for an outage that lasts", () => {
    expect(seen(refused([0, 1, 2, 3, 4, 30, 60]), good([10, 40, 70])).findings).toEqual([]);
  });
});
