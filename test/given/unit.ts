import type { ObservationOf } from "../../src/model/observation.ts";
import type { ServiceUnit } from "../../src/model/unit.ts";
import { SUBJECT } from "./endpoint.ts";

/** A unit that runs, and is told of port 8443 by an option. */
export function serviceUnit(over: Partial<ServiceUnit> = {}): ServiceUnit {
  return {
    name: "api.service",
    tie: "option",
    tieText: "--port 8443",
    socket: undefined,
    activeState: "active",
    subState: "running",
    result: "success",
    unitFileState: "enabled",
    restarts: 0,
    restartPolicy: "on-failure",
    ended: undefined,
    startedAt: -3_600_000,
    changedAt: -3_600_000,
    signs: [],
    journalUnread: undefined,
    ...over,
  };
}

/** What systemd says of the endpoint "10.0.0.5:8443". */
export function units(...all: readonly ServiceUnit[]): ObservationOf<"unit"> {
  return {
    kind: "unit",
    request: {
      kind: "unit",
      place: { host: "10.0.0.5", port: 8443, holder: { kind: "nobody" } },
      sinceMs: 3_600_000,
    },
    outcome: { kind: "answered", reason: "answered", code: undefined },
    startedAt: 0,
    durationMs: 40,
    facts: { units: all },
    subjects: [SUBJECT],
    varied: undefined,
  };
}
