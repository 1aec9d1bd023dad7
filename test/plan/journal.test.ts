import { describe, expect, it } from "vitest";
import type { LogFile } from "../../src/model/config.ts";
import type { Measurement } from "../../src/model/observation.ts";
import { traceSteps } from "../../src/plan/traces.ts";
import { endpoint, gateway, upstream } from "../given/gateway.ts";
import { log, processes } from "../given/network.ts";

const file = (path: string, journal?: LogFile["journal"]): LogFile => ({
  kind: "error",
  path,
  format: undefined,
  location: { file: "/etc/x.conf", line: 1, column: 1 },
  ...(journal && { journal }),
});

/** Those that need no look at the processes, and then those that follow from it. */
function logSteps(logs: readonly LogFile[], seen: Measurement | undefined, given: readonly string[] = []) {
  const model = { ...gateway([upstream("api", [endpoint("10.0.0.5:80")])], []), logs };
  const named = given.map((path) => ({ path, log: "error", format: undefined }) as const);
  const options = { processes: seen !== undefined, configuredLogs: true, logs: named, sinceMs: 1_000 };
  const steps = traceSteps(model, options, []);
  const later = steps
    .filter(({ request }) => request.kind === "process")
    .flatMap(({ next }) => next(seen === undefined ? [] : [seen]));
  return [...steps, ...later].filter(({ request }) => request.kind === "log");
}
const asked = (steps: ReturnType<typeof logSteps>) =>
  steps.map(({ request }) =>
    request.kind === "log" ? [request.path, request.program, request.wrapper] : [],
  );
const IN_JOURNAL = ["journal of nginx", "nginx", "journal"];

describe("logs that the journal has", () => {
  it("are asked of it once, however many lines lead there", () => {
    const logs = [file("stderr", "only"), file("/dev/log", "only"), file("/e.log")];
    expect(asked(logSteps(logs, processes([])))).toEqual([["/e.log", undefined, undefined], IN_JOURNAL]);
  });
  it("are asked of it where the file that syslog writes is missing, and only then", () => {
    const [step] = logSteps([file("/var/log/x.log", "else")], processes([]));
    const seen = log();
    const missing: Measurement = { ...seen, outcome: { kind: "not-found", reason: "", code: "ENOENT" } };
    expect(asked([...(step?.next([missing]) ?? [])])).toEqual([IN_JOURNAL]);
    expect(step?.next([missing])[0]?.request).toMatchObject({ standsFor: "/var/log/x.log" });
    expect(step?.next([seen])).toEqual([]);
  });
  it("are left alone where the config was copied from another host", () => {
    expect(logSteps([file("stderr", "only")], undefined)).toEqual([]);
  });
  it("are read from the file that the process writes its output to, in place of the journal", () => {
    const running = processes([{ outputs: ["/srv/out.log"] }, { outputs: ["/srv/out.log"] }]);
    const ours = file("stderr", "only");
    expect(asked(logSteps([ours], running))).toEqual([["/srv/out.log", undefined, undefined]]);
    expect(asked(logSteps([file("/e.log")], running))).toEqual([["/e.log", undefined, undefined]]);
  });
  it("are read once where somebody names that file", () => {
    const running = processes([{ outputs: ["/srv/out.log"] }]);
    expect(asked(logSteps([file("stderr", "only")], running, ["/srv/out.log"]))).toEqual([
      ["/srv/out.log", undefined, undefined],
    ]);
  });
});
