import type { Measurement, Observation } from "../model/observation.ts";
import type { ObservationRequest } from "../model/request.ts";
import type { Step } from "../plan/step.ts";
import { stepQueue } from "./step-queue.ts";

/** Measures one thing for a gateway (its id); never throws for what a network may do. */
export type Probe = (
  request: ObservationRequest,
  signal: AbortSignal,
  gateway: string | undefined,
  /** Called once while a connection keeps silent, with what there is to tell so far; the wait goes on. */
  onSilence: (soFar: readonly Measurement[]) => void,
) => Promise<readonly Measurement[]>;

export interface RunOptions {
  readonly probe: Probe;
  /** Steps under way at once. */
  readonly concurrency: number;
  /** Ends the run: the deadline, or the user. */
  readonly signal: AbortSignal;
  readonly onStep: (step: Step) => void;
  readonly onObservation: (observation: Observation) => void;
}

export interface RunResult {
  readonly observations: readonly Observation[];
  /** Steps that were planned and never begun or never ended, because the run was. */
  readonly unfinished: readonly Step[];
  /** Probes that broke by our own fault, in one line each. */
  readonly broken: readonly string[];
}

/**
 * Walks the plan: as many steps at once as allowed, each followed by the steps that grow from what it saw. Everything
 * that was observed is kept, whatever ends the run.
 */
export async function run(steps: readonly Step[], options: RunOptions): Promise<RunResult> {
  const queue = stepQueue(steps);
  const observations: Observation[] = [];
  const unfinished: Step[] = [];
  const broken: string[] = [];

  const take = async (step: Step, goOn: () => void): Promise<void> => {
    options.onStep(step);
    const seen = await measured(step, options, broken, (soFar) => {
      queue.hush(step, soFar);
      goOn();
    });
    for (const one of seen) {
      const observation: Observation = { ...one, subjects: step.subjects, varied: step.varied };
      observations.push(observation);
      options.onObservation(observation);
    }
    if (options.signal.aborted && isCutShort(seen)) unfinished.push(step);
    else queue.end(step, seen);
  };
  await walk(queue.take, take, options);
  return { observations, unfinished: [...unfinished, ...queue.left()], broken };
}

/** What the end of the run left of a step: nothing, or a layer that was not tried any more. */
function isCutShort(seen: readonly Measurement[]): boolean {
  return seen.length === 0 || seen.some((one) => one.outcome.kind === "not-tried");
}

/** Keeps up to `concurrency` steps going until nothing is left or the run is ended. */
function walk(
  takeNext: () => Step | undefined,
  take: (step: Step, goOn: () => void) => Promise<void>,
  { concurrency, signal }: RunOptions,
): Promise<void> {
  return new Promise((resolve) => {
    let running = 0;
    const fill = (): void => {
      while (running < concurrency && !signal.aborted) {
        const step = takeNext();
        if (step === undefined) break;
        running++;
        void take(step, fill).finally(() => {
          running--;
          fill();
        });
      }
      if (running === 0) resolve();
    };
    fill();
  });
}

async function measured(
  step: Step,
  { probe, signal }: RunOptions,
  broken: string[],
  onSilence: Parameters<Probe>[3],
): Promise<readonly Measurement[]> {
  try {
    return await probe(step.request, signal, step.subjects[0]?.gateway, onSilence);
  } catch (error) {
    broken.push(`${step.what}: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}
