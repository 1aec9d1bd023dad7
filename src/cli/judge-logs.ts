import { hostname, platform } from "node:os";
import { CHECKS } from "../../checks/index.ts";
import { loggedGateway, withLogged } from "../gateways/index.ts";
import { conclude } from "../judge/index.ts";
import type { Check } from "../model/check.ts";
import { GATEWAY_KINDS, type Gateway, type GatewayKind } from "../model/config.ts";
import type { Observation } from "../model/observation.ts";
import type { Report } from "../model/report.ts";
import { documentOf } from "../report/document.ts";
import type { RunResult } from "../run/run.ts";
import { wantedCauses } from "./catalogue.ts";
import type { FoundLog } from "./find-logs.ts";
import type { LogsSettings } from "./logs-settings.ts";
import type { Note } from "./note.ts";
import { unseenLogs } from "./unseen.ts";
import { VERSION } from "./version.ts";

/** What was seen of the logs, and when. */
export interface LookedAtLogs {
  readonly logs: readonly FoundLog[];
  /** Those of the configs. */
  readonly gateways: readonly Gateway[];
  readonly notes: readonly Note[];
  readonly result: RunResult;
  readonly wasEnded: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly elapsedMs: () => number;
}

/** The stretch of the street behind the logs. What they name and no config does becomes a part of the model. */
export function judgeLogs(settings: Pick<LogsSettings, "select" | "ignore">, looked: LookedAtLogs): Report {
  const { logs, result, startedAt, wasEnded } = looked;
  const observations = named(result.observations, logs);
  const gateways = gatewaysOf(logs, looked.gateways).map((gateway) =>
    withLogged(gateway, eventsOf(gateway, observations)),
  );
  const conclusion = conclude(
    CHECKS.filter(readsLogs),
    gateways,
    observations,
    { healthPath: undefined, expectStatus: [], probeTimeoutMs: 0, now: startedAt },
    wantedCauses(settings.select, settings.ignore, CHECKS),
    () => true,
    CHECKS,
  );
  return documentOf({
    version: VERSION,
    command: "logs",
    complete: result.unfinished.length === 0 && result.broken.length === 0 && !wasEnded,
    startedAt,
    durationMs: looked.elapsedMs(),
    vantage: { hostname: hostname(), platform: platform() },
    gateways,
    conclusion,
    observations,
    notChecked: [...looked.notes, ...unseenLogs(observations, wasEnded)],
  });
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
