import type { Cause, Report } from "../../src/model/report.ts";
import type { Diagnosis } from "./diagnose.ts";
import type { Expectation, Place } from "./scenario.ts";

/** Requests beyond the first that one endpoint may cost. */
const EXPERIMENTS_PER_ENDPOINT = 24;

/** How one report compares with what is true. */
export interface Score {
  readonly top1: boolean;
  readonly top3: boolean;
  readonly falseAlarm: boolean;
  readonly wrongVerdict: boolean;
  /** Rank of the first right cause; 0 where it is not listed, or none is expected. */
  readonly rank: number;
  readonly confidence: number | undefined;
  /** The causes that were said, in order, with their roles. */
  readonly said: readonly string[];
  /** Everything that is not as expected, in sentences. Empty: passed. */
  readonly problems: readonly string[];
}

/** Compares a run of uhc with the scenario's expectation. */
export function score(expect: Expectation, diagnosis: Diagnosis, place: Place): Score {
  const { report } = diagnosis;
  if (report === undefined) {
    const why = `no report: exit ${diagnosis.exitCode}, stdout ${JSON.stringify(diagnosis.stdout.slice(0, 100))}, stderr ${JSON.stringify(diagnosis.stderr.slice(0, 300))}`;
    const nothing = { top1: false, top3: false, falseAlarm: false, wrongVerdict: true, rank: 0 };
    return { ...nothing, confidence: undefined, said: [], problems: [why] };
  }
  const accused = report.causes.filter((cause) => cause.role !== "latent");
  const right = [expect.firstCause, ...(expect.alsoAcceptable ?? [])];
  const rank = report.causes.findIndex((cause) => right.includes(cause.id)) + 1;
  const healthy = expect.firstCause === null;
  const falseAlarm = healthy && (accused.length > 0 || diagnosis.exitCode === 1);
  const wrongVerdict = report.verdict !== expect.verdict && report.verdict !== expect.alsoVerdict;
  // What may bite later is no answer to what is broken now.
  const top1 = healthy ? !falseAlarm : rank === 1 && report.causes[0]?.role === "root";
  return {
    top1,
    top3: healthy ? !falseAlarm : rank >= 1 && rank <= 3,
    falseAlarm,
    wrongVerdict,
    rank: healthy ? 0 : rank,
    confidence: report.causes[0]?.confidence,
    said: report.causes.map((cause) => `${cause.id}${cause.role === "root" ? "" : ` (${cause.role})`}`),
    problems: [
      ...(top1 ? [] : [healthy ? "false alarm" : `first cause is ${report.causes[0]?.id ?? "none"}`]),
      ...(wrongVerdict ? [`verdict is ${report.verdict}, not ${expect.verdict}`] : []),
      ...exitProblems(expect, report, diagnosis.exitCode),
      ...streamProblems(diagnosis),
      ...listProblems(expect, report),
      ...(top1 && !healthy ? subjectProblems(expect, place, report.causes[0]) : []),
    ],
  };
}

/** A fault ends with 1, a healthy system with 0, and one that can't be known with 3. */
function exitProblems(expect: Expectation, report: Report, exitCode: number | null): string[] {
  const wanted = expect.firstCause !== null ? 1 : report.verdict === "unknown" ? 3 : 0;
  return exitCode === wanted ? [] : [`exit code is ${exitCode}, not ${wanted}`];
}

function streamProblems({ stdout, stderr }: Diagnosis): string[] {
  const trace = /^\s+at .+:\d+:\d+\)?$/m.exec(stderr);
  return [
    ...(stdout.includes("\u001b") ? ["standard output holds an escape byte"] : []),
    ...(trace === null ? [] : [`stack trace: ${trace[0].trim()}`]),
  ];
}

function listProblems(expect: Expectation, report: Report): string[] {
  const roots = new Set(report.causes.filter((cause) => cause.role === "root").map((cause) => cause.id));
  const endpoints = report.upstreams.reduce((sum, upstream) => sum + upstream.endpoints.length, 0);
  const limit = EXPERIMENTS_PER_ENDPOINT * Math.max(1, endpoints);
  return [
    ...(expect.alsoRoot ?? []).filter((id) => !roots.has(id)).map((id) => `${id} is not among the roots`),
    ...(expect.alsoContributing ?? [])
      .filter((id) => !report.causes.some((cause) => cause.id === id && cause.role === "contributing"))
      .map((id) => `does not say that ${id} makes it worse`),
    ...(expect.mustNotRoot ?? []).filter((id) => roots.has(id)).map((id) => `accuses ${id}`),
    ...(report.complete ? [] : ["the report is not complete"]),
    ...(expect.notChecked === undefined || report.notChecked.some(({ what }) => expect.notChecked?.test(what))
      ? []
      : [`does not say that ${expect.notChecked.source} was not checked`]),
    ...((report.causes[0]?.confidence ?? 0) <= (expect.confidenceBelow ?? 1)
      ? []
      : [`is surer than ${expect.confidenceBelow}`]),
    ...(report.experiments.length <= limit ? [] : [`${report.experiments.length} experiments`]),
    ...report.causes
      .filter((cause) => cause.evidence.length === 0)
      .map((cause) => `${cause.id} has no evidence`),
  ];
}

/** The first cause must name each endpoint that is broken, and no other. */
function subjectProblems(expect: Expectation, place: Place, first: Cause | undefined): string[] {
  const wanted = typeof expect.subjects === "function" ? expect.subjects(place) : (expect.subjects ?? []);
  const named = first?.subjects ?? [];
  const missing = wanted.filter(
    (want) =>
      !named.some(
        (one) =>
          (want.upstream === undefined || one.upstream === want.upstream) &&
          (want.endpoint === undefined || one.endpoint === want.endpoint),
      ),
  );
  const broken = new Set(wanted.map((want) => want.endpoint));
  const innocent = named.filter((one) => one.endpoint !== undefined && !broken.has(one.endpoint));
  return [
    ...missing.map((want) => `does not name ${[want.upstream, want.endpoint].join(" ").trim()}`),
    ...(wanted.length === 0
      ? []
      : innocent.map((one) => `names ${one.upstream} ${one.endpoint}, which is not broken`)),
  ];
}
