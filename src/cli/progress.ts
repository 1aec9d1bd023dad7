import { escapeControls } from "../text/escape.ts";
import { redactText } from "../text/redact.ts";
import type { Environment } from "./environment.ts";
import { type ColorChoice, wantsColor } from "./paint.ts";
import type { RunEvent } from "./settings.ts";

export interface Progress {
  readonly onEvent: (event: RunEvent) => void;
  /** Takes it off the screen. */
  readonly stop: () => void;
}

const SILENT: Progress = { onEvent: () => {}, stop: () => {} };
/** A run that ends sooner needs no spinner, and need not load one. */
const PATIENCE_MS = 250;

/**
 * Whether something may move on stderr: only on a terminal that can, where a person is likely to look. On one of no known
 * width ora would never end clearing its line.
 */
export function mayAnimate({ stderr, variables }: Environment, isQuiet: boolean): boolean {
  const isRobot = variables.CI !== undefined && variables.CI !== "" && variables.CI !== "false";
  return stderr.isTTY && stderr.columns !== undefined && !isQuiet && !isRobot && variables.TERM !== "dumb";
}

/** Shows on stderr how far a run is, where that can be shown at all. */
export function startProgress(environment: Environment, isQuiet: boolean, color: ColorChoice): Progress {
  if (!mayAnimate(environment, isQuiet)) return SILENT;
  let text = "reading";
  let spinner: { text: string; stop: () => unknown } | undefined;
  let isOver = false;
  const timer = setTimeout(async () => {
    const { default: ora } = await import("ora");
    if (isOver) return;
    const inColor = wantsColor(environment.stderr, color, environment.variables);
    spinner = ora({
      text,
      stream: process.stderr,
      color: inColor ? "cyan" : false,
      discardStdin: false,
    }).start();
  }, PATIENCE_MS);
  const count = progressText();
  return {
    onEvent(event) {
      text = count(event) ?? text;
      if (spinner !== undefined) spinner.text = text;
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
      spinner?.stop();
    },
  };
}

/** Says what a run is doing: a function that hears each event and gives the line to show. */
export function progressText(): (event: RunEvent) => string | undefined {
  let steps = 0;
  let started = 0;
  return (event) => {
    if (event.event === "planned") steps = event.steps;
    if (event.event === "judged") return "judging";
    if (event.event !== "step-started") return undefined;
    started += 1;
    // Steps may bring forth others, so the plan's count can be too small.
    return `${started} of ${Math.max(steps, started)}  ${escapeControls(redactText(event.what)).slice(0, 60)}`;
  };
}
