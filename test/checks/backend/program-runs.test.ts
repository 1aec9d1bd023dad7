import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/program-runs.ts";
import type { SupervisedProgram } from "../../../src/model/supervised.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect } from "../../given/network.ts";
import { program, programs } from "../../given/supervised.ts";

const PLACE = "10.0.0.5:8443";
const refused = connect(PLACE, "ECONNREFUSED");
const judged = (over: Partial<SupervisedProgram>, end = refused) =>
  verdict(check, [end, programs(program(over))]);
const TOO_QUICKLY = "Exited too quickly (process log may have details)";

describe("a program of supervisord", () => {
  it("is service-crash-loop where it ends after each start, with what it printed", () => {
    const signs = [{ sign: "address-in-use", text: "Error: listen EADDRINUSE" }] as const;
    const found = strongest(judged({ state: "FATAL", note: TOO_QUICKLY, signs }));
    expect(found).toMatchObject({
      cause: "service-crash-loop",
      role: "root",
      args: {
        unit: "program shop",
        manager: "supervisor",
        why: "supervisord tried several times and gave up",
      },
    });
    expect(found.evidence).toEqual([
      `supervisord: shop is FATAL: "${TOO_QUICKLY}"`,
      'shop is the service there: its settings name "--port 8443"',
      'it printed last: "Error: listen EADDRINUSE"',
    ]);
    expect(found.args.advice).toContain("is taken");
    expect(said(judged({ state: "BACKOFF", note: TOO_QUICKLY }))).toEqual(["root service-crash-loop"]);
  });
  it.each([
    ["FATAL", "can't find command '/opt/x'", "it can't be started: can't find command '/opt/x'"],
    ["STOPPED", "Nov 28 02:43 PM", "it was told to stop"],
    ["STOPPED", "Not started", "it was not started since supervisord came up"],
    ["EXITED", "Nov 28 02:43 PM", "it ended, and is not to be started again"],
  ] as const)("is service-not-running where it is %s (%s)", (state, note, why) => {
    expect(strongest(judged({ state, note }))).toMatchObject({ cause: "service-not-running", args: { why } });
  });
  it("is less sure where no option explains the number", () => {
    const [plain, bare] = [false, true].map((isBare) =>
      strongest(judged({ state: "EXITED", note: "", isBare })),
    );
    expect((plain?.strength ?? 0) - (bare?.strength ?? 0)).toBeCloseTo(0.1);
  });
  it("is service-starting while it starts", () => {
    expect(said(judged({ state: "STARTING", note: "" }))).toEqual(["root service-starting"]);
  });
  it("is no cause where it runs, where somebody takes connections, and where several name the place", () => {
    expect(said(judged({}))).toEqual([]);
    expect(said(judged({ state: "FATAL", note: TOO_QUICKLY }, connect(PLACE)))).toEqual([]);
    const two = programs(program({ state: "FATAL" }), program({ name: "old", state: "STOPPED" }));
    expect(said(verdict(check, [refused, two]))).toEqual([]);
    expect(verdict(check, [refused, programs()]).summary).toBe("no program names this place");
  });
});
