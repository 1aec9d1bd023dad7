import { fileURLToPath } from "node:url";
import type { Gateway } from "../model/config.ts";
import type { Report } from "../model/report.ts";
import { askedPlaces } from "../plan/asked-places.ts";
import { logAliases } from "../plan/log-aliases.ts";
import { lastStep, type Step } from "../plan/step.ts";
import { LOG_BOUNDS } from "../probes/logs/read-piece.ts";
import { logProbe } from "../probes/logs.ts";
import { run } from "../run/run.ts";
import { DIAGNOSE_DEFAULTS } from "./diagnose-settings.ts";
import type { Host } from "./engine.ts";
import { type FoundLog, findLogs, grammarsFor } from "./find-logs.ts";
import type { LogsSettings } from "./logs-settings.ts";
import { type RunEnd, startRunEnd } from "./run-end.ts";

/** The street with nothing to look at but logs. */
export async function readLogs(
  settings: LogsSettings,
  workingDirectory: string,
  host: Host,
): Promise<{ readonly report: Report }> {
  const startedAt = Date.now();
  const started = performance.now();
  await refuseUnknownCauses(settings);
  const end = startRunEnd(host.signal, settings.deadlineMs);
  const { gateways, notes } = await configuredGateways(settings, end);
  const found = await findLogs(settings, gateways, workingDirectory, end);
  try {
    const steps = stepsOf(found.logs, gateways, settings.sinceMs);
    host.onEvent({ event: "planned", steps: steps.length });
    // what judges is loaded while other threads read already
    const judging = import("./judge-logs.ts");
    const result = await look(steps, settings, host, end);
    const { judgeLogs } = await judging;
    const report = judgeLogs(settings, {
      logs: found.logs,
      gateways,
      notes: [...notes, ...found.notes],
      result,
      wasEnded: end.isOver(),
      startedAt,
      elapsedMs: () => performance.now() - started,
    });
    host.onEvent({ event: "judged", causes: report.causes.length });
    return { report };
  } finally {
    found.remove();
  }
}

/** A word that is no cause's must not be found out at the end. @throws UsageError */
async function refuseUnknownCauses({ select, ignore }: LogsSettings): Promise<void> {
  if (select.length + ignore.length === 0) return;
  const { wantedCauses } = await import("./catalogue.ts");
  wantedCauses(select, ignore, (await import("../../checks/index.ts")).CHECKS);
}

async function configuredGateways(settings: LogsSettings, end: RunEnd) {
  const { configs, gateway, gatewayVersion, root, upstreams } = settings;
  if (configs.length === 0) return { gateways: [], notes: [] };
  const { findGateways } = await import("./find.ts");
  return findGateways(
    { ...DIAGNOSE_DEFAULTS, configs, gateway, gatewayVersion, root, upstreams, probes: false },
    end,
  );
}

function look(steps: readonly Step[], settings: LogsSettings, host: Host, end: RunEnd) {
  const probe = logProbe(grammarsFor(settings.gateway), {
    bounds: { ...LOG_BOUNDS, maxBytes: Number.MAX_SAFE_INTEGER },
    worker: workerEntry(),
  });
  const clocks = { now: () => Date.now(), clock: () => performance.now() };
  return run(steps, {
    probe: async (request, signal) => (request.kind === "log" ? probe(request, { ...clocks, signal }) : []),
    // each of them uses every core by itself
    concurrency: 1,
    signal: end.signal,
    onStep: (step) => host.onEvent({ event: "step-started", what: step.what }),
    onObservation: (observation) => host.onEvent({ event: "observed", observation }),
  });
}

/** Beside the rest of the program; where that runs from its sources there is none, and one thread reads alone. */
function workerEntry(): URL | undefined {
  const here = import.meta.url;
  return fileURLToPath(here).endsWith(".ts")
    ? undefined
    : new URL(here.includes("/chunks/") ? "../log-worker.js" : "./log-worker.js", here);
}

function stepsOf(logs: readonly FoundLog[], gateways: readonly Gateway[], sinceMs: number): readonly Step[] {
  const endsAt = Math.max(...logs.map(({ lastAt = Number.NEGATIVE_INFINITY }) => lastAt));
  const names = new Set(logs.map(({ path }) => path));
  // one that was named by itself is not read as the past of another one as well
  const isAlone = names.size > 1;
  return logs.map(({ identity, name, path }) => {
    const gateway = gateways.find(({ kind }) => kind === identity.gateway);
    return lastStep({
      what: `read ${name}`,
      request: {
        kind: "log",
        path,
        ...identity,
        sinceMs,
        ...(Number.isFinite(endsAt) && { endsAt }),
        ...(isAlone && { isAlone }),
        ...(gateway !== undefined && { aliases: logAliases(gateway), places: askedPlaces(gateway) }),
      },
      // a gateway that only its log knows is called by its kind
      subjects: [{ gateway: gateway?.id ?? identity.gateway }],
      varied: undefined,
    });
  });
}
