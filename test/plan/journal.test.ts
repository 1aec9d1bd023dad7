import { describe, expect, it } from "vitest";
import type { LogFile } from "../../src/model/config.ts";
import type { Measurement } from "../../src/model/observation.ts";
import { traceSteps } from "../../src/plan/traces.ts";
import { endpoint, gateway, upstream } from "../given/gateway.ts";
import { log } from "../given/network.ts";

const file = (path: string, journal?: LogFile["journal"]): LogFile => ({
  kind: "error",
  path,
  format: undefined,
  location: { file: "/etc/x.conf", line: 1, column: 1 },
  ...(journal && { journal }),
});

function logSteps(logs: readonly LogFile[], processes = true) {
  const model = { ...gateway([upstream("api", [endpoint("10.0.0.5:80")])], []), logs };
  const options = { processes, configuredLogs: true, logs: [], sinceMs: 1_000 };
  return traceSteps(model, options, []).filter(({ request }) => request.kind === "log");
}
const asked = (steps: ReturnType<typeof logSteps>) =>
  steps.map(({ request }) =>
    request.kind === "log" ? [request.path, request.program, request.wrapper] : [],
  );
const IN_JOURNAL = ["journal of nginx", "nginx", "journal"];

describe("logs that the journal has", () => {
  it("are asked of it once, however many lines lead there", () => {
    expect(asked(logSteps([file("stderr", "only"), file("/dev/log", "only"), file("/e.log")]))).toEqual([
      IN_JOURNAL,
      ["/e.log", undefined, undefined],
    ]);
  });
  it("are asked of it where the file that syslog writes is missing, and only then", () => {
    const [step] = logSteps([file("/var/log/x.log", "else")]);
    const seen = log();
    const missing: Measurement = { ...seen, outcome: { kind: "not-found", reason: "", code: "ENOENT" } };
    expect(asked([...(step?.next([missing]) ?? [])])).toEqual([IN_JOURNAL]);
    expect(step?.next([missing])[0]?.request).toMatchObject({ standsFor: "/var/log/x.log" });
    expect(step?.next([seen])).toEqual([]);
  });
  it("are left alone where the config was copied from another host", () => {
    expect(logSteps([file("stderr", "only")], false)).toEqual([]);
  });
});
