import type { ObservationOf } from "../../src/model/observation.ts";
import type { SupervisedProgram } from "../../src/model/supervised.ts";
import { SUBJECT } from "./endpoint.ts";

/** A program that runs, and is told of port 8443. */
export function program(over: Partial<SupervisedProgram> = {}): SupervisedProgram {
  const note = "pid 4242, uptime 1:00:00";
  return { name: "shop", state: "RUNNING", note, tieText: "--port 8443", isBare: false, signs: [], ...over };
}

/** What supervisord says of the endpoint "10.0.0.5:8443". */
export function programs(...all: readonly SupervisedProgram[]): ObservationOf<"supervised"> {
  return {
    kind: "supervised",
    request: { kind: "supervised", place: { host: "10.0.0.5", port: 8443, holder: { kind: "nobody" } } },
    outcome: { kind: "answered", reason: "answered", code: undefined },
    startedAt: 0,
    durationMs: 300,
    facts: { programs: all },
    subjects: [SUBJECT],
    varied: undefined,
  };
}
