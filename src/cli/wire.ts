import { hostname, platform } from "node:os";
import { CHECKS } from "../../checks/index.ts";
import { ADMIN_GRAMMARS } from "../gateways/admin-grammars.ts";
import { LOG_GRAMMARS } from "../gateways/log-grammars.ts";
import { GATEWAY_PROGRAMS } from "../gateways/programs.ts";
import type { Policy } from "../model/check.ts";
import type { Report } from "../model/report.ts";
import type { PlanOptions } from "../plan/plan.ts";
import { plan } from "../plan/plan.ts";
import type { TraceOptions } from "../plan/traces.ts";
import { engineSockets } from "../probes/containers/sockets.ts";
import { hostBudget } from "../probes/host-budget.ts";
import { makeProbes } from "../probes/index.ts";
import { type Probe, type RunResult, run } from "../run/run.ts";
import { adminNotes, adminTrace } from "./admin-trace.ts";
import { experimentsWanted, wantedCauses } from "./catalogue.ts";
import type { Collected, Host, Inspection } from "./engine.ts";
import { type Evidence, reportOf } from "./evidence.ts";
import { type Found, findGateways } from "./find.ts";
import { givenLogs } from "./find-logs.ts";
import type { Note } from "./note.ts";
import { NEVER_ENDS, startRunEnd } from "./run-end.ts";
import type { DiagnoseSettings } from "./settings.ts";
import { VERSION } from "./version.ts";

/** The main job, station by station: find, read, parse, model, plan, look, judge, rank, tell. */
export async function diagnose(settings: DiagnoseSettings, host: Host): Promise<{ readonly report: Report }> {
  const started = performance.now();
  const { evidence } = await collect(settings, host);
  const report = reportOf(evidence, () => performance.now() - started);
  host.onEvent({ event: "judged", causes: report.causes.length });
  return { report };
}

/** The stretch of the way up to look. */
export async function collect(settings: DiagnoseSettings, host: Host): Promise<Collected> {
  const startedAt = Date.now();
  const started = performance.now();
  // a word that is no cause's must not be found out at the end
  wantedCauses(settings.select, settings.ignore, CHECKS);
  const end = startRunEnd(host.signal, settings.deadlineMs);
  const sources = new Map<string, Uint8Array>();
  const found = await findGateways(settings, end, (path, content) => void sources.set(path, content));
  const logs = await givenLogs(settings, found.gateways, end);
  const { steps, notChecked } = plan(found.gateways, planOptions(settings, found, logs));
  host.onEvent({ event: "planned", steps: steps.length });

  const budget = hostBudget();
  const result = await run(steps, {
    probe: probesOf(found.roots),
    concurrency: settings.concurrency ?? budget.connections,
    signal: end.signal,
    onStep: (step) => host.onEvent({ event: "step-started", what: step.what }),
    onObservation: (observation) => host.onEvent({ event: "observed", observation }),
  });
  const { select, ignore } = settings;
  const evidence = {
    version: VERSION,
    startedAt,
    durationMs: performance.now() - started,
    vantage: { hostname: hostname(), platform: platform() },
    gateways: found.gateways,
    upstreams: found.upstreams,
    select,
    ignore,
    policy: policyOf(settings, startedAt),
    observations: result.observations,
    notes: [...found.notes, ...notChecked, ...adminNotes(settings, result.observations)],
    unfinished: unfinishedNotes(result, settings),
    wasEnded: end.isOver(),
    isComplete: !found.wasCutShort && result.unfinished.length === 0 && result.broken.length === 0,
  };
  return { evidence, sources };
}

/** The verdict that was reached elsewhere, or earlier, once more. */
export function judge(evidence: Evidence): Report {
  return reportOf(evidence);
}

/** The stretch of the way up to the model. */
export async function inspect(settings: DiagnoseSettings): Promise<Inspection> {
  const { gateways, notes } = await findGateways(settings, NEVER_ENDS);
  return { gateways, notes };
}

/** The probes of each gateway look for its files where they are. */
function probesOf(roots: ReadonlyMap<string, string>): Probe {
  const plain = {
    grammars: LOG_GRAMMARS,
    adminGrammars: ADMIN_GRAMMARS,
    programs: GATEWAY_PROGRAMS,
    userAgent: `uhc/${VERSION}`,
    engineSockets: engineSockets(process.env),
  };
  const made = new Map<string, ReturnType<typeof makeProbes>>();
  return (request, signal, gateway = "", onSilence) => {
    const root = roots.get(gateway);
    const known = made.get(root ?? "") ?? makeProbes({ ...plain, root });
    made.set(root ?? "", known);
    return known(request, signal, onSilence);
  };
}

function planOptions(settings: DiagnoseSettings, found: Found, logs: TraceOptions["logs"]): PlanOptions {
  return {
    patienceMs: settings.timeoutMs,
    readOnMs: settings.experiments ? settings.deadlineMs / 3 : 0,
    healthPath: settings.healthPath,
    host: settings.host,
    serverName: settings.serverName,
    scope: { upstreams: found.upstreams },
    resolvers: settings.resolvers,
    probes: settings.probes,
    experiments: settings.experiments ? experimentsWanted(CHECKS, settings.followsDependencies) : new Set(),
    traces: {
      processes: settings.root === undefined,
      configuredLogs: settings.readsLogs,
      logs,
      sinceMs: settings.sinceMs,
      admin: adminTrace(settings),
      ownAdminMs: settings.timeoutMs,
    },
  };
}

function policyOf(settings: DiagnoseSettings, now: number): Policy {
  const { healthPath, expectStatus, timeoutMs } = settings;
  return { healthPath, expectStatus, probeTimeoutMs: timeoutMs, now };
}

function unfinishedNotes(
  { unfinished, broken }: RunResult,
  { deadlineMs }: DiagnoseSettings,
): readonly Note[] {
  const because = `the run ended first (deadline ${deadlineMs} ms, or interrupted)`;
  const [first] = unfinished;
  const more = unfinished.length > 1 ? ` and ${unfinished.length - 1} more` : "";
  return [
    ...(first === undefined ? [] : [{ what: `${first.what}${more}`, because }]),
    ...broken.map((reason) => ({ what: "one probe", because: `it failed by a fault of uhc: ${reason}` })),
  ];
}
