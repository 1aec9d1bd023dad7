import type { Scenario } from "../../demo/index.ts";
import type { Report } from "../../model/report.ts";
import { hanging } from "../../report/layout.ts";
import { plainText, span } from "../../report/style.ts";
import { percent } from "../../report/wording.ts";
import type { Call } from "../call.ts";
import { DIAGNOSE_DEFAULTS } from "../diagnose-settings.ts";
import type { Environment } from "../environment.ts";
import { UsageError } from "../faults.ts";
import { readOptions } from "../options.ts";
import { openOutputs } from "../output.ts";
import { colorChoice, type OutputSettings } from "../output-settings.ts";
import { startProgress } from "../progress.ts";
import { untilInterrupted } from "../signals.ts";
import { didYouMean } from "../suggest.ts";

/** The story that shows best what uhc does that a person with curl does not. */
const DEFAULT_SCENARIO = "sni-required";

/** `uhc demo [scenario]`: breaks a small system, diagnoses it, cleans up. 0 when the diagnosis was right. */
export async function demo(call: Call, environment: Environment): Promise<number> {
  const scenarios = await environment.scenarios();
  const options = await readOptions(call, environment);
  const [id] = call.args;
  if (options.isOn("all")) {
    if (id !== undefined) throw new UsageError(`--all runs every scenario; leave out "${id}"`);
    return runAll(scenarios, environment);
  }
  const scenario = chosen(id ?? DEFAULT_SCENARIO, scenarios);
  const { stderr } = environment;
  const intro = `Demo: ${scenario.title}. Its users get: ${scenario.headline}.`;
  stderr.write(`${plainText(hanging([], 0, intro, stderr.columns ?? 80))}\n`);
  const output: OutputSettings = {
    stdout: "pretty",
    files: [],
    top: 3,
    detail: options.isOn("verbose") ? "verbose" : "normal",
    redacts: true,
    color: colorChoice(options),
    failOn: "error",
    exitZero: false,
  };
  const { report, interruptedBy } = await play(scenario, environment, options.isOn("verbose"));
  await openOutputs(output, environment).deliver(report);
  if (id === undefined) stderr.write(`\n${otherScenarios(scenario, scenarios, stderr.columns ?? 80)}`);
  if (interruptedBy !== undefined) return interruptedBy;
  return isRight(report, scenario) ? 0 : 3;
}

async function play(scenario: Scenario, environment: Environment, isQuiet = false) {
  const engine = await environment.engine();
  const progress = startProgress(environment, isQuiet, "auto");
  try {
    const { value, interruptedBy } = await untilInterrupted(environment, async (signal) => {
      const world = await scenario.start();
      try {
        const settings = { ...DIAGNOSE_DEFAULTS, ...world.settings, configs: [world.configFile] };
        return await engine.diagnose(settings, { signal, onEvent: progress.onEvent });
      } finally {
        await world.close();
      }
    });
    return { report: value.report, interruptedBy };
  } finally {
    progress.stop();
  }
}

async function runAll(scenarios: readonly Scenario[], environment: Environment): Promise<number> {
  const width = scenarios.reduce((most, { id }) => Math.max(most, id.length), 0);
  let wrong = 0;
  for (const scenario of scenarios) {
    const { report, interruptedBy } = await play(scenario, environment);
    if (interruptedBy !== undefined) return interruptedBy;
    const right = isRight(report, scenario);
    if (!right) wrong += 1;
    const [first] = report.causes.filter((cause) => cause.role === "root");
    const found = first === undefined ? report.verdict : `${first.id} (${percent(first.confidence)})`;
    environment.stdout.write(`${right ? "right" : "WRONG"}  ${scenario.id.padEnd(width)}  ${found}\n`);
  }
  return wrong === 0 ? 0 : 3;
}

function isRight(report: Report, { expect }: Scenario): boolean {
  const [first] = report.causes.filter((cause) => cause.role === "root");
  return first?.id === expect.cause && report.verdict === expect.verdict;
}

function chosen(id: string, scenarios: readonly Scenario[]): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found !== undefined) return found;
  const ids = scenarios.map((scenario) => scenario.id);
  throw new UsageError(`there is no scenario "${id}"; there are ${ids.join(", ")}`, didYouMean(id, ids));
}

function otherScenarios(shown: Scenario, scenarios: readonly Scenario[], columns: number): string {
  const width = scenarios.reduce((most, { id }) => Math.max(most, id.length), 0) + 4;
  const head = `That was "${shown.id}". Run another with uhc demo SCENARIO, or all of them with uhc demo --all:`;
  const rows = scenarios.filter(({ id }) => id !== shown.id);
  return plainText([
    ...hanging([], 0, head, columns),
    ...rows.flatMap(({ id, title }) => hanging([span(`  ${id}`)], width, title, columns)),
  ]);
}
