import { CHECKS } from "../../checks/index.ts";
import { conclude } from "../judge/index.ts";
import { inConfigOrder } from "../judge/observation-order.ts";
import { ownView } from "../judge/own-view.ts";
import type { Policy } from "../model/check.ts";
import type { Gateway } from "../model/config.ts";
import type { Observation } from "../model/observation.ts";
import type { Report } from "../model/report.ts";
import { type Subject, subjectKey } from "../model/subject.ts";
import { isInScope } from "../plan/candidates.ts";
import { documentOf } from "../report/document.ts";
import { wantedCauses } from "./catalogue.ts";
import type { Note } from "./note.ts";
import { unseenContainers, unseenEndpoints, unseenLogs, unseenUnits } from "./unseen.ts";
import { unseenHostFacts } from "./unseen-host.ts";

/** Everything that a verdict rests on. From here on nothing is looked at any more: the same evidence gives the same report. */
export interface Evidence {
  /** The release of uhc that looked. */
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly vantage: Report["vantage"];
  readonly gateways: readonly Gateway[];
  /** Upstreams that the user wants to hear about; empty for all. */
  readonly upstreams: readonly string[];
  /** Causes, checks and layers that the user wants to hear about, or not. */
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly policy: Policy;
  /** As they came. */
  readonly observations: readonly Observation[];
  /** What was not looked at, and why, as far as it was known before the observations are gone through. */
  readonly notes: readonly Note[];
  /** What the end of the run, or a fault of uhc, has cut off. */
  readonly unfinished: readonly Note[];
  /** The run ended before everything was looked at. */
  readonly wasEnded: boolean;
  readonly isComplete: boolean;
}

/** Judge, rank, tell: the report that the evidence gives. `durationMs` is asked for when all is concluded. */
export function reportOf(evidence: Evidence, durationMs: () => number = () => evidence.durationMs): Report {
  const { gateways, upstreams, policy, notes } = evidence;
  const view = ownView(gateways, inConfigOrder(evidence.observations, gateways));
  const isWanted = wantedCauses(evidence.select, evidence.ignore, CHECKS);
  const isAskedFor = askedFor(gateways, upstreams);
  const conclusion = conclude(CHECKS, gateways, view.observations, policy, isWanted, isAskedFor);
  return documentOf({
    version: evidence.version,
    command: "diagnose",
    complete: evidence.isComplete,
    startedAt: evidence.startedAt,
    durationMs: durationMs(),
    vantage: evidence.vantage,
    gateways,
    conclusion,
    observations: view.observations,
    notChecked: [
      ...notes,
      ...view.notes,
      ...unseenEndpoints(evidence.observations),
      ...unseenUnits(evidence.observations),
      ...unseenContainers(evidence.observations),
      ...unseenHostFacts(evidence.observations),
      ...unseenLogs(evidence.observations, evidence.wasEnded),
      ...evidence.unfinished,
    ],
  });
}

/** Whether a subject lies in what the user wants to hear about; what is about the gateway itself always does. */
function askedFor(gateways: readonly Gateway[], upstreams: readonly string[]): (subject: Subject) => boolean {
  if (upstreams.length === 0) return () => true;
  const asked = gateways.flatMap(({ id, upstreams: all }) =>
    all
      .filter((one) => isInScope(one, { upstreams }))
      .map((one) => subjectKey({ gateway: id, upstream: one.id })),
  );
  const keys = new Set(asked);
  return ({ gateway, upstream }) => upstream === undefined || keys.has(subjectKey({ gateway, upstream }));
}
