import { describe, expect, it } from "vitest";
import { lastStep, type Step, type StepGroup } from "../../src/plan/step.ts";
import { stepQueue } from "../../src/run/step-queue.ts";
import { climbRequest } from "../given/climb.ts";

function step(what: string, over: Partial<Step> = {}): Step {
  return {
    ...lastStep({ what, request: climbRequest(what), subjects: [], varied: undefined }),
    ...over,
  };
}

describe("the queue of steps", () => {
  it("lets a group follow when its last step has ended, and what grew from it", () => {
    const group: StepGroup = { next: (ended) => [step(ended.map(({ step: { what } }) => what).join("+"))] };
    const grown = step("a2", { groups: [group] });
    const first = step("a", { groups: [group], next: () => [grown] });
    const second = step("b", { groups: [group] });
    const queue = stepQueue([first, second]);
    queue.end(second, []);
    queue.end(first, []);
    expect(queue.left().map(({ what }) => what)).toEqual(["a", "b", "a2"]);
    queue.end(grown, []);
    expect(queue.left().at(-1)?.what).toBe("a+b+a2");
  });
  it("lets every group of a step wait for it", () => {
    const done: string[] = [];
    const groups = ["one", "two"].map(
      (name): StepGroup => ({
        next: () => {
          done.push(name);
          return [];
        },
      }),
    );
    const shared = step("shared", { groups });
    const queue = stepQueue([shared, step("other", { groups: groups.slice(0, 1) })]);
    queue.end(shared, []);
    expect(done).toEqual(["two"]);
  });
  it("hands every step out once, in order", () => {
    const queue = stepQueue([step("a"), step("b")]);
    expect([queue.take(), queue.take(), queue.take()].map((one) => one?.what)).toEqual(["a", "b", undefined]);
  });
});
