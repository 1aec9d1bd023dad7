import { hostname, platform } from "node:os";
import { CHECKS } from "../../checks/index.ts";
import { GATEWAY_READERS } from "../gateways/index.ts";
import { conclude } from "../judge/index.ts";
import { inConfigOrder } from "../judge/observation-order.ts";
import { ownView } from "../judge/own-view.ts";
import type { Policy } from "../model/check.ts";
import type { Report } from "../model/report.ts";
import { type Subject, subjectKey } from "../model/subject.ts";
import { isInScope } from "../plan/candidates.ts";
import type { PlanOptions } from "../plan/plan.ts";
import { plan } from "../plan/plan.ts";
import { hostBudget } from "../probes/host-budget.ts";
import { makeProbes } from "../probes/index.ts";
import { documentOf } from "../report/document.ts";
import { type Probe, type RunResult, run } from "../run/run.ts";
import { adminNotes, adminTrace } from "./admin-trace.ts";
import { experimentsWanted, wantedCauses } from "./catalogue.ts";
import type { Host, Inspection, Note } from "./engine.ts";
import { type Found, findGateways } from "./find.ts";
import { NEVER_ENDS, startRunEnd } from "./run-end.ts";
import type { DiagnoseSettings } from "./settings.ts";
import { unseenEndpoints, unseenLogs, unseenUnits } from "./unseen.ts";
import { VERSION } from "./version.ts";

/** The main job, station by station: find, read, parse, model, plan, look, judge, rank, tell. */
export async function diagnose(settings: DiagnoseSettings, host: Host): Promise<{ readonly report: Report }> {
  const startedAt = Date.now();
  const started = performance.now();
  const isWanted = wantedCauses(settings.select, settings.ignore);
  const end = startRunEnd(host.signal, settings.deadlineMs);
  const found = await findGateways(settings, end);
  const { steps, notChecked } = plan(found.gateways, planOptions(settings, found));
  host.onEvent({ event: "planned", steps: steps.length });

  const budget = hostBudget();
  const probe = probesOf(found.roots);
  const result = await run(steps, {
    probe,
    concurrency: settings.concurrency ?? budget.connections,
    signal: end.signal,
    onStep: (step) => host.onEvent({ event: "step-started", what: step.what }),
    onObservation: (observation) => host.onEvent({ event: "observed", observation }),
  });

  const view = ownView(found.gateways, inConfigOrder(result.observations, found.gateways));
  const { observations } = view;
  const conclusion = conclude(
    CHECKS,
    found.gateways,
    observations,
    policyOf(settings, startedAt),
    isWanted,
    askedFor(found),
  );
  host.onEvent({ event: "judged", causes: conclusion.causes.length });
  const report = documentOf({
    version: VERSION,
    command: "diagnose",
    complete: !found.wasCutShort && result.unfinished.length === 0 && result.broken.length === 0,
    startedAt,
    durationMs: performance.now() - started,
    vantage: { hostname: hostname(), platform: platform() },
    gateways: found.gateways,
    conclusion,
    observations,
    notChecked: [
      ...found.notes,
      ...notChecked,
      ...adminNotes(settings, result.observations),
      ...view.notes,
      ...unseenEndpoints(result.observations),
      ...unseenUnits(result.observations),
      ...unseenLogs(result.observations, end.isOver()),
      ...unfinishedNotes(result, settings),
    ],
  });
  return { report };
}

/** The stretch of the way up to the model. */
export async function inspect(settings: DiagnoseSettings): Promise<Inspection> {
  const { gateways, notes } = await findGateways(settings, NEVER_ENDS);
  return { gateways, notes };
}

/** The probes of each gateway look for its files where they are. */
function probesOf(roots: ReadonlyMap<string, string>): Probe {
  const grammars = new Map([...GATEWAY_READERS].map(([kind, { log }]) => [kind as string, log] as const));
  const adminGrammars = new Map(
    [...GATEWAY_READERS].map(([kind, { admin }]) => [kind as string, admin] as const),
  );
  const made = new Map<string, ReturnType<typeof makeProbes>>();
  return (request, signal, gateway = "", onSilence) => {
    const root = roots.get(gateway);
    const known =
      made.get(root ?? "") ?? makeProbes({ grammars, adminGrammars, userAgent: `uhc/${VERSION}`, root });
    made.set(root ?? "", known);
    return known(request, signal, onSilence);
  };
}

function planOptions(settings: DiagnoseSettings, found: Found): PlanOptions {
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
      logs: settings.readsLogs ? settings.logs : [],
      sinceMs: settings.sinceMs,
      admin: adminTrace(settings),
      ownAdminMs: settings.timeoutMs,
    },
  };
}

/** Whether a subject lies in what the user wants to hear about; what is about the gateway itself always does. */
function askedFor({ gateways, upstreams }: Found): (subject: Subject) => boolean {
  if (upstreams.length === 0) return () => true;
  const asked = gateways.flatMap(({ id, upstreams: all }) =>
    all
      .filter((one) => isInScope(one, { upstreams }))
      .map((one) => subjectKey({ gateway: id, upstream: one.id })),
  );
  const keys = new Set(asked);
  return ({ gateway, upstream }) => upstream === undefined || keys.has(subjectKey({ gateway, upstream }));
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
