import { describe, expect, it } from "vitest";
import type { Measurement } from "../../src/model/observation.ts";
import { lastStep, type Step, type StepGroup } from "../../src/plan/step.ts";
import { type RunOptions, run } from "../../src/run/run.ts";
import { climbRequest, connected } from "../given/climb.ts";
import { exchange } from "../given/observation.ts";

const subjects = [{ gateway: "nginx" }];

function step(host: string, next: Step["next"] = () => []): Step {
  return { ...lastStep({ what: host, request: climbRequest(host), subjects, varied: undefined }), next };
}

function measurement(one: Step): Measurement {
  return connected(climbRequest(one.what), subjects);
}

function options(over: Partial<RunOptions> = {}): RunOptions {
  return {
    probe: async (request) => (request.kind === "climb" ? [connected(request, subjects)] : []),
    concurrency: 2,
    signal: new AbortController().signal,
    onStep: () => {},
    onObservation: () => {},
    ...over,
  };
}

describe("run", () => {
  it("walks every step and those that grow from it", async () => {
    const begun: string[] = [];
    const root = step("a", () => [step("b"), step("c", () => [step("d")])]);
    const { observations } = await run([root], options({ onStep: (one) => begun.push(one.what) }));
    expect(begun).toEqual(["a", "b", "c", "d"]);
    expect(observations.length).toBe(4);
  });

  it("lets others go on while a connection keeps silent, and keeps what comes of it in the end", async () => {
    const group: StepGroup = { next: (ended) => [step(`${ended[0]?.seen[0]?.outcome.kind} so far`)] };
    const begun: string[] = [];
    let answer = (): void => {};
    const probe: RunOptions["probe"] = async (request, _signal, _gateway, onSilence) => {
      if (request.kind !== "climb") return [];
      const isSilent = request.target.kind === "tcp" && request.target.host === "a";
      if (!isSilent) {
        answer();
        return [connected(request, subjects)];
      }
      const outcome = { kind: "timed-out", reason: "no connection", code: undefined } as const;
      await new Promise<void>((resolve) => {
        answer = resolve;
        onSilence([{ ...connected(request, subjects), outcome }]);
      });
      return [connected(request, subjects)];
    };
    const { observations, unfinished } = await run(
      [{ ...step("a"), groups: [group] }],
      options({ probe, onStep: (one) => begun.push(one.what) }),
    );
    expect(begun).toEqual(["a", "timed-out so far"]);
    expect(observations.map(({ outcome }) => outcome.kind)).toEqual(["answered", "answered"]);
    expect(unfinished).toEqual([]);
  });

  it("never has more under way than allowed", async () => {
    let now = 0;
    let most = 0;
    const probe: RunOptions["probe"] = async () => {
      now++;
      most = Math.max(most, now);
      await Promise.resolve();
      now--;
      return [];
    };
    await run(
      Array.from({ length: 20 }, (_, index) => step(`${index}`)),
      options({ probe, concurrency: 3 }),
    );
    expect(most).toBe(3);
  });

  it("ends with what is known when it is told to, and says what was left", async () => {
    const control = new AbortController();
    const probe: RunOptions["probe"] = async (request) => {
      control.abort();
      return request.kind === "climb" ? [connected(request, subjects)] : [];
    };
    const steps = [step("a"), step("b"), step("c")];
    const result = await run(steps, options({ probe, concurrency: 1, signal: control.signal }));
    expect(result.observations.length).toBe(1);
    expect(result.unfinished.map((one) => one.what)).toEqual(["b", "c"]);
  });

  it("goes on when a probe breaks, and says so", async () => {
    const probe: RunOptions["probe"] = async (request) => {
      if (request.kind === "climb" && request.target.kind === "tcp" && request.target.host === "a")
        throw new Error("oops");
      return [measurement(step("b"))];
    };
    const { observations, broken } = await run([step("a"), step("b")], options({ probe }));
    expect(observations.length).toBe(1);
    expect(broken).toEqual(["a: oops"]);
  });

  it("asks one target one thing at a time, and others meanwhile", async () => {
    const now = new Map<string, number>();
    const most = new Map<string, number>();
    const probe: RunOptions["probe"] = async (request) => {
      const key = request.kind === "climb" && request.target.kind === "tcp" ? request.target.host : "";
      now.set(key, (now.get(key) ?? 0) + 1);
      most.set(key, Math.max(most.get(key) ?? 0, now.get(key) ?? 0));
      most.set(
        "all",
        Math.max(
          most.get("all") ?? 0,
          [...now.values()].reduce((sum, one) => sum + one, 0),
        ),
      );
      await Promise.resolve();
      now.set(key, (now.get(key) ?? 1) - 1);
      return request.kind === "climb" ? [connected(request, subjects)] : [];
    };
    const ask = exchange().request;
    const asking = (host: string) => ({
      ...step(host),
      request: { ...ask, ...climbRequest(host), exchange: ask.exchange },
    });
    const steps = ["a", "a", "a", "b"].map(asking);
    const { observations } = await run(steps, options({ probe, concurrency: 4 }));
    expect(observations.length).toBe(4);
    expect([most.get("a"), most.get("b"), most.get("all")]).toEqual([1, 1, 2]);
  });
});
