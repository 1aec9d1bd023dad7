import { CAUSES } from "../model/cause.ts";
import type { CauseArgs } from "../model/check.ts";
import type { Climb, Conclusion, EndpointState, Hypothesis, UpstreamState } from "../model/conclusion.ts";
import type { Gateway } from "../model/config.ts";
import type { Observation } from "../model/observation.ts";
import type {
  Cause,
  CheckStatus,
  EndpointReport,
  Input,
  Report,
  ReportSubject,
  UpstreamReport,
} from "../model/report.ts";
import { routesByUpstream } from "../model/routes.ts";
import { type Subject, subjectKey } from "../model/subject.ts";
import { checkReports } from "./check-reports.ts";
import { experimentReports } from "./experiment-reports.ts";
import { summarize } from "./summary.ts";
import { timelineOf } from "./timeline.ts";

export interface DocumentInput {
  readonly version: string;
  readonly command: Report["command"];
  readonly complete: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly vantage: Report["vantage"];
  readonly gateways: readonly Gateway[];
  readonly conclusion: Conclusion;
  readonly observations: readonly Observation[];
  readonly notChecked: Report["notChecked"];
}

/** Translates a subject's ids into the names that people wrote. */
export type Naming = (subject: Subject) => ReportSubject;

/** The report as the contract describes it, from what was concluded. */
export function documentOf(input: DocumentInput): Report {
  const { conclusion, gateways } = input;
  const naming = namesOf(gateways);
  const causes = conclusion.causes.map((one, index) => causeOf(one, index + 1, naming));
  return {
    schemaVersion: 1,
    tool: { name: "uhc", version: input.version },
    command: input.command,
    complete: input.complete,
    startedAt: new Date(input.startedAt).toISOString(),
    durationMs: rounded(input.durationMs),
    vantage: input.vantage,
    inputs: gateways.map(inputOf),
    verdict: conclusion.verdict,
    summary: summarize(conclusion, causes),
    causes,
    ruledOut: conclusion.ruledOut,
    notChecked: input.notChecked,
    upstreams: conclusion.upstreams.map(upstreamOf),
    experiments: experimentReports(input.observations, naming),
    timeline: timelineOf(input.observations),
    checks: checkReports(conclusion.judgements, naming),
  };
}

function inputOf(gateway: Gateway): Input {
  const { kind, version, files, mainFile } = gateway;
  return {
    path: mainFile,
    gateway: kind,
    ...(version === undefined ? {} : { version }),
    files: files.length,
  };
}

function namesOf(gateways: readonly Gateway[]): Naming {
  const upstreams = new Map<string, string>();
  const routes = new Map<string, string>();
  for (const gateway of gateways) {
    for (const { id, name } of gateway.upstreams) upstreams.set(`${gateway.id}\n${id}`, name);
    for (const { id, label } of gateway.routes) routes.set(`${gateway.id}\n${id}`, label);
  }
  return ({ gateway, upstream, endpoint, route }) => ({
    gateway,
    ...(upstream === undefined ? {} : { upstream: upstreams.get(`${gateway}\n${upstream}`) ?? upstream }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(route === undefined ? {} : { route: routes.get(`${gateway}\n${route}`) ?? route }),
  });
}

function causeOf(one: Hypothesis, rank: number, naming: Naming): Cause {
  const subjects = uniqueEndpoints(one.subjects);
  const of: CauseArgs = {
    args: one.args,
    subjects,
    endpointCount: new Set(subjects.map(({ endpoint, address }) => `${endpoint} ${address}`)).size,
    where: subjects[0]?.endpoint ?? subjects[0]?.upstream ?? subjects[0]?.gateway ?? "",
  };
  return {
    rank,
    id: one.cause,
    title: titleOf(one, of),
    role: one.role,
    severity: one.severity,
    layer: CAUSES[one.cause],
    confidence: Math.round(one.confidence * 100) / 100,
    subjects: distinct(subjects.map(naming)),
    locations: one.locations,
    evidence: one.evidence.map((item) => ({ ...item, subject: naming(item.subject) })),
    fix: one.text.fix(of),
    verify: one.text.verify(of),
  };
}

/** What is over is told as such, or it would read like news. */
function titleOf({ text, args }: Hypothesis, of: CauseArgs): string {
  return args.over === undefined ? text.title(of) : `Over since ${args.over}: ${text.title(of)}`;
}

/** One entry per endpoint hit: the routes that lead to it are named only where a single one is. */
function uniqueEndpoints(subjects: readonly Subject[]): readonly Subject[] {
  const merged = new Map<string, Subject>();
  for (const subject of subjects) {
    const key = subjectKey({ ...subject, route: undefined });
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined || known.route === subject.route ? subject : { ...known, route: undefined },
    );
  }
  return [...merged.values()];
}

function distinct(subjects: readonly ReportSubject[]): readonly ReportSubject[] {
  return [...new Map(subjects.map((subject) => [JSON.stringify(subject), subject] as const)).values()];
}

function upstreamOf({ gateway, upstream, state, endpoints }: UpstreamState): UpstreamReport {
  const labels = (routesByUpstream(gateway).get(upstream.id) ?? []).map((route) => route.label);
  return {
    name: upstream.name,
    gateway: gateway.id,
    state,
    location: upstream.location,
    routes: [...new Set(labels)],
    endpoints: endpoints.map(endpointOf),
  };
}

const INTENT = { active: undefined, down: "down", drain: "draining", maintenance: "maintenance" } as const;

function endpointOf({ endpoint, address, state, resolve, climbs }: EndpointState): EndpointReport {
  const gatewayState = INTENT[endpoint.intent.value];
  const first = climbs[0];
  return {
    endpoint: endpoint.endpoint,
    ...(address === undefined ? {} : { address }),
    state,
    ...(gatewayState === undefined ? {} : { gatewayState }),
    layers: {
      dns: statusOf(resolve),
      tcp: worst(climbs.map(({ connect }) => statusOf(connect))),
      tls: worst(climbs.map(({ handshake }) => statusOf(handshake))),
      http: httpStatus(climbs, state),
    },
    timings: {
      dnsMs: measured(resolve?.durationMs),
      tcpMs: measured(first?.connect?.durationMs),
      tlsMs: measured(first?.handshake?.durationMs),
      ttfbMs: measured(first?.exchange?.facts.firstByteMs),
    },
  };
}

/** The service answered, and still what it said takes the endpoint down. */
function httpStatus(climbs: readonly Climb[], state: string): CheckStatus {
  const status = worst(climbs.map(({ exchange }) => statusOf(exchange)));
  return status === "pass" && state === "down" ? "fail" : status;
}

function statusOf(one: Observation | undefined): CheckStatus {
  if (one === undefined || one.outcome.kind === "not-tried" || one.outcome.kind === "probe-broken")
    return "skip";
  return one.outcome.kind === "answered" ? "pass" : "fail";
}

function worst(all: readonly CheckStatus[]): CheckStatus {
  return (["fail", "warn", "pass"] as const).find((status) => all.includes(status)) ?? "skip";
}

function measured(ms: number | undefined): number | null {
  return ms === undefined ? null : rounded(ms);
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
