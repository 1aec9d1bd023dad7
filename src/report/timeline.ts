import type { Observation } from "../model/observation.ts";
import type { Report } from "../model/report.ts";

type Moment = Report["timeline"][number] & { readonly ms: number };

/** What is dated among the observations, in order: starts, log onsets, the end of certificates. */
export function timelineOf(observations: readonly Observation[]): Report["timeline"] {
  const moments = new Map<string, Moment>();
  for (const moment of observations.flatMap(momentsIn)) moments.set(`${moment.at} ${moment.what}`, moment);
  return [...moments.values()]
    .sort((a, b) => a.ms - b.ms || (a.what < b.what ? -1 : 1))
    .map(({ at, what, source }) => ({ at, what, source }));
}

function momentsIn(one: Observation): readonly Moment[] {
  if (one.kind === "process")
    return one.facts.processes.flatMap(({ startedAt, pid }) =>
      startedAt === undefined
        ? []
        : [moment(startedAt, `the gateway's process ${pid} started`, "process list")],
    );
  if (one.kind === "log")
    return one.facts.events.flatMap((event) => [
      moment(
        event.firstAt,
        `first ${event.event}${event.peer === undefined ? "" : ` at ${event.peer}`}`,
        one.request.path,
      ),
      ...(event.count > 1
        ? [moment(event.lastAt, `last of ${event.count} × ${event.event}`, one.request.path)]
        : []),
    ]);
  const certificate = one.kind === "handshake" && one.varied === undefined ? one.facts.chain[0] : undefined;
  if (certificate === undefined) return [];
  const where = one.subjects[0]?.endpoint ?? "the endpoint";
  return [moment(certificate.notAfter, `the certificate of ${where} ends`, where)];
}

function moment(ms: number, what: string, source: string): Moment {
  return { ms, at: new Date(ms).toISOString(), what, source };
}
