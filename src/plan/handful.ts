import { climbClass } from "../model/climb-class.ts";
import type { LogWord } from "../model/log-grammar.ts";
import type { Ground } from "./ground.ts";
import { wellNowButLogged } from "./logged-peers.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";

/** With the first request, a handful. */
const TIMES = 4;
const PEERS = 4;
const CUT: ReadonlySet<string> = new Set<LogWord>([
  "closed-before-header",
  "reset-before-header",
  "closed-in-body",
  "reset-in-body",
]);

/**
 * Where the log shows connections that were cut, or errors, and the one request was answered: the same a few times more, until one
 * fails. Tells a failure of some requests (one of N workers or instances) from one that is over. Costs four connections
 * for each such peer at most.
 */
export function handfulSteps(ended: readonly EndedStep[]): readonly Step[] {
  const cut = wellNowButLogged(ended, (event) => CUT.has(event) || /^access-5\d\d$/.test(event));
  return cut.slice(0, PEERS).flatMap((ground) => again(ground, TIMES));
}

function again(ground: Ground, times: number): readonly Step[] {
  if (times === 0) return [];
  const { request, subjects, what } = ground;
  const step = lastStep({
    what: `${what}, once more`,
    request: { ...request, answerPatienceMs: undefined },
    subjects,
    varied: { experiment: "repeat", from: "once", to: "once more" },
  });
  return [{ ...step, next: (seen) => (climbClass(seen) === "answered" ? again(ground, times - 1) : []) }];
}
