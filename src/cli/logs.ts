import { hostname, platform } from "node:os";
import { fileURLToPath } from "node:url";
import { CHECKS } from "../../checks/index.ts";
import { loggedGateway, withLogged } from "../gateways/index.ts";
import { conclude } from "../judge/index.ts";
import type { Check } from "../model/check.ts";
import { GATEWAY_KINDS, type Gateway, type GatewayKind } from "../model/config.ts";
import type { Observation } from "../model/observation.ts";
import type { Report } from "../model/report.ts";
import { lastStep, type Step } from "../plan/step.ts";
import { makeProbes } from "../probes/index.ts";
import { documentOf } from "../report/document.ts";
import { run } from "../run/run.ts";
import { wantedCauses } from "./catalogue.ts";
import { DIAGNOSE_DEFAULTS } from "./diagnose-settings.ts";
import type { Host } from "./engine.ts";
import { findGateways } from "./find.ts";
import { type FoundLog, findLogs, grammarsFor } from "./find-logs.ts";
import type { LogsSettings } from "./logs-settings.ts";
import { startRunEnd } from "./run-end.ts";
import { unseenLogs } from "./unseen.ts";
import { VERSION } from "./version.ts";

/** The street with nothing to look at but logs; what they name and no config does becomes a part of the model. */
export async function readLogs(
  settings: LogsSettings,
  workingDirectory: string,
  host: Host,
): Promise<{ readonly report: Report }> {
  const startedAt = Date.now();
  const started = performance.now();
  const isWanted = wantedCauses(settings.select, settings.ignore);
  const end = startRunEnd(host.signal, settings.deadlineMs);
  const configured = await configuredGateways(settings, end);
  const found = await findLogs(settings, configured.gateways, workingDirectory, end);
  try {
    const gateways = gatewaysOf(found.logs, configured.gateways);
    const steps = stepsOf(found.logs, gateways, settings.sinceMs);
    host.onEvent({ event: "planned", steps: steps.length });
    const probe = makeProbes({
      grammars: grammarsFor(settings.gateway),
      userAgent: `uhc/${VERSION}`,
      root: undefined,
      readsWholeLogs: true,
      logWorker: workerEntry(),
    });
    const result = await run(steps, {
      probe: (request, signal) => probe(request, signal),
      // each of them uses every core by itself
      concurrency: 1,
      signal: end.signal,
      onStep: (step) => host.onEvent({ event: "step-started", what: step.what }),
      onObservation: (observation) => host.onEvent({ event: "observed", observation }),
    });
    const observations = named(result.observations, found.logs);
    const models = gateways.map((gateway) => withLogged(gateway, eventsOf(gateway, observations)));
    const policy = { healthPath: undefined, expectStatus: [], probeTimeoutMs: 0, now: startedAt };
    const conclusion = conclude(
      CHECKS.filter(readsLogs),
      models,
      observations,
      policy,
      isWanted,
      () => true,
      CHECKS,
    );
    host.onEvent({ event: "judged", causes: conclusion.causes.length });
    const report = documentOf({
      version: VERSION,
      command: "logs",
      complete: result.unfinished.length === 0 && result.broken.length === 0 && !end.isOver(),
      startedAt,
      durationMs: performance.now() - started,
      vantage: { hostname: hostname(), platform: platform() },
      gateways: models,
      conclusion,
      observations,
      notChecked: [...configured.notes, ...found.notes, ...unseenLogs(observations, end.isOver())],
    });
    return { report };
  } finally {
    found.remove();
  }
}

/** Beside the rest of the program; where that runs from its sources there is none, and one thread reads alone. */
function workerEntry(): URL | undefined {
  const here = import.meta.url;
  return fileURLToPath(here).endsWith(".ts")
    ? undefined
    : new URL(here.includes("/chunks/") ? "../log-worker.js" : "./log-worker.js", here);
}

async function configuredGateways(settings: LogsSettings, end: ReturnType<typeof startRunEnd>) {
  const { configs, gateway, gatewayVersion, root, upstreams } = settings;
  if (configs.length === 0) return { gateways: [], notes: [] };
  return findGateways(
    { ...DIAGNOSE_DEFAULTS, configs, gateway, gatewayVersion, root, upstreams, probes: false },
    end,
  );
}

/** The gateways of the configs, and one for each kind that only a log knows. */
function gatewaysOf(logs: readonly FoundLog[], configured: readonly Gateway[]): readonly Gateway[] {
  const gateways = [...configured];
  for (const { identity, name } of logs)
    if (!gateways.some(({ kind }) => kind === identity.gateway))
      gateways.push(loggedGateway(kindOf(identity.gateway), name));
  return gateways;
}

function kindOf(gateway: string): GatewayKind {
  return GATEWAY_KINDS.find((kind) => kind === gateway) ?? "none";
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
      },
      subjects: gateway === undefined ? [] : [{ gateway: gateway.id }],
      varied: undefined,
    });
  });
}

/** Standard input was put aside under a name of its own. */
function named(observations: readonly Observation[], logs: readonly FoundLog[]): readonly Observation[] {
  const names = new Map(logs.map(({ path, name }) => [path, name]));
  return observations.map((one) =>
    one.kind === "log"
      ? { ...one, request: { ...one.request, path: names.get(one.request.path) ?? one.request.path } }
      : one,
  );
}

function eventsOf({ id }: Gateway, observations: readonly Observation[]) {
  return observations.flatMap((one) =>
    one.kind === "log" && one.subjects.some(({ gateway }) => gateway === id) ? one.facts.events : [],
  );
}

/** Checks that can say something from logs; what a config alone shows is for `lint`. */
function readsLogs(check: Check): boolean {
  return Object.values(check.needs).some(({ kind }) => kind === "log");
}
