import { expect } from "vitest";
import type { DiagnoseSettings } from "../../src/cli/settings.ts";
import { diagnose } from "../../src/cli/wire.ts";
import type { Scenario, World } from "../../src/demo/index.ts";
import type { CauseId } from "../../src/model/cause.ts";
import type { Report, State } from "../../src/model/report.ts";

/** What a reader takes from a report at first sight. */
interface Gist {
  readonly verdict: State;
  /** The causes that explain or worsen a failure seen now, as ranked. */
  readonly blamed: readonly { id: CauseId; upstreams: readonly string[]; endpoints: number }[];
  readonly upstreams: Readonly<Record<string, State>>;
}

/** Has the world diagnosed as `uhc demo` does, holds the report against the scenario's card, and gives its gist. */
export async function diagnoseWorld(scenario: Scenario): Promise<Gist> {
  const world = await scenario.start();
  try {
    const { report } = await diagnose(settingsOf(world), {
      signal: new AbortController().signal,
      onEvent: () => {},
    });
    const gist = gistOf(report);
    expect({ cause: gist.blamed[0]?.id, verdict: gist.verdict }).toEqual(scenario.expect);
    return gist;
  } finally {
    await world.close();
  }
}

function gistOf(report: Report): Gist {
  return {
    verdict: report.verdict,
    blamed: report.causes
      .filter((cause) => cause.role !== "latent")
      .map(({ id, subjects }) => ({
        id,
        upstreams: distinct(subjects.map((subject) => subject.upstream)),
        endpoints: distinct(subjects.map((subject) => subject.endpoint)).length,
      })),
    upstreams: Object.fromEntries(report.upstreams.map(({ name, state }) => [name, state])),
  };
}

function distinct(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.filter((name) => name !== undefined))];
}

function settingsOf(world: World): DiagnoseSettings {
  return {
    targets: [],
    configs: [world.configFile],
    gateway: undefined,
    gatewayVersion: undefined,
    logs: [],
    readsLogs: true,
    sinceMs: 3_600_000,
    root: undefined,
    upstreams: [],
    healthPath: undefined,
    expectStatus: [{ from: 200, to: 399 }],
    host: undefined,
    serverName: undefined,
    caFile: undefined,
    certificateFile: undefined,
    keyFile: undefined,
    resolvers: [],
    probes: true,
    experiments: true,
    followsDependencies: false,
    select: [],
    ignore: [],
    timeoutMs: 5000,
    deadlineMs: 60_000,
    concurrency: undefined,
    redacts: true,
    ...world.settings,
  };
}
