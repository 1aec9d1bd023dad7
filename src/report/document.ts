import { CAUSES } from "../model/cause.ts";
import type { CauseArgs } from "../model/check.ts";
import type { Climb, Conclusion, EndpointState, Hypothesis, UpstreamState } from "../model/conclusion.ts";
import type { Gateway, Route } from "../model/config.ts";
import type { Observation } from "../model/observation.ts";
import { once } from "../model/once.ts";
import type {
  Cause,
  CheckStatus,
  EndpointReport,
  FollowedCause,
  Input,
  Report,
  ReportSubject,
  UpstreamReport,
} from "../model/report.ts";
import { routesByUpstream } from "../model/routes.ts";
import type { Subject } from "../model/subject.ts";
import { checkReports } from "./check-reports.ts";
import { experimentReports } from "./experiment-reports.ts";
import { type GatewayStateOf, gatewayStates } from "./gateway-state.ts";
import { endpointCount, type HitEndpoints, hitEndpoints, uniqueEndpoints } from "./hit-endpoints.ts";
import { logAccount } from "./log-account.ts";
import { summarize, summarizeLogs } from "./summary.ts";
import { timelineOf } from "./timeline.ts";
import { dismissedReports, weighingReport } from "./weighing-reports.ts";

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
  /** Only the causes will be told: of thousands of upstreams nothing is made ready that nobody sees. */
  readonly isCausesAlone?: boolean;
}

/** Translates a subject's ids into the names that people wrote. */
export type Naming = (subject: Subject) => ReportSubject;

/** The report as the contract describes it, from what was concluded. */
export function documentOf(input: DocumentInput): Report {
  const { gateways } = input;
  const conclusion =
    input.isCausesAlone === true ? { ...input.conclusion, ...NOTHING_BESIDE } : input.conclusion;
  const naming = namesOf(gateways);
  const routes = new Map(gateways.map((gateway) => [gateway.id, routesByUpstream(gateway)]));
  const gatewayState = gatewayStates(input.observations);
  const hit = hitEndpoints(gateways);
  const logs = logAccount(gateways, input.observations);
  const causes = conclusion.causes.map((one, index) => causeOf(one, index + 1, naming, hit));
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
    summary:
      input.command === "logs"
        ? summarizeLogs(conclusion, causes, logs)
        : summarize(input.conclusion, causes),
    causes,
    ruledOut: conclusion.ruledOut,
    dismissed: dismissedReports(conclusion.dismissed, naming),
    notChecked: input.notChecked,
    upstreams: conclusion.upstreams.map((one) =>
      upstreamOf(one, routes.get(one.gateway.id)?.get(one.upstream.id) ?? [], gatewayState),
    ),
    experiments: experimentReports(input.observations, naming),
    timeline: timelineOf(input.observations, input.gateways),
    checks: checkReports(conclusion.judgements, naming),
    ...(logs !== undefined && { logs }),
  };
}

const NOTHING_BESIDE = {
  ruledOut: [],
  dismissed: [],
  upstreams: [],
  judgements: [],
} as const satisfies Partial<Conclusion>;

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
  const names = once(
    () =>
      new Map(
        gateways.map(({ id, kind, upstreams, routes }) => [
          id,
          {
            isBare: kind === "none",
            upstreams: new Map(upstreams.map((one) => [one.id, one.name])),
            routes: new Map(routes.map((one) => [one.id, one.label])),
          },
        ]),
      ),
  );
  return ({ gateway, upstream, endpoint, route }) => {
    const known = names().get(gateway);
    return {
      // Bare targets have ids of their own inside, and no gateway outside.
      gateway: known?.isBare === true ? "none" : gateway,
      ...(upstream === undefined ? {} : { upstream: known?.upstreams.get(upstream) ?? upstream }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(route === undefined ? {} : { route: known?.routes.get(route) ?? route }),
    };
  };
}

/** Of thousands of causes most are only counted: their texts are made when somebody reads them. */
function causeOf(one: Hypothesis, rank: number, naming: Naming, hit: HitEndpoints): Cause {
  const of = once(() => argsOf(one));
  return {
    rank,
    id: one.cause,
    get title() {
      return titleOf(one, of());
    },
    role: one.role,
    severity: one.severity,
    layer: CAUSES[one.cause],
    confidence: Math.round(one.confidence * 100) / 100,
    get subjects() {
      return hit(one).map(naming);
    },
    get locations() {
      return one.locations;
    },
    get evidence() {
      return one.evidence.map((item) => ({ ...item, subject: naming(item.subject) }));
    },
    get fix() {
      return fixOf(one, of());
    },
    get verify() {
      const { args } = of();
      return args.verify === undefined ? one.text.verify(of()) : [String(args.verify)];
    },
    get weighing() {
      return weighingReport(one.weighing);
    },
    ...(one.follows && { follows: one.follows.map((next) => linkOf(next)) }),
  };
}

function argsOf(one: Hypothesis): CauseArgs {
  const subjects = uniqueEndpoints(one.subjects);
  return {
    args: one.args,
    subjects,
    endpointCount: endpointCount(subjects),
    where: subjects[0]?.endpoint ?? subjects[0]?.upstream ?? subjects[0]?.gateway ?? "",
  };
}

/** A link of the chain below a cause. */
function linkOf(one: Hypothesis): FollowedCause {
  return { id: one.cause, title: titleOf(one, argsOf(one)), because: one.evidence[0]?.summary ?? "" };
}

/**
 * What is over is told as such, or it would read like news. A check that supports a cause of another one, from the config
 * alone say, brings a sentence of its own.
 */
function titleOf({ text, args }: Hypothesis, of: CauseArgs): string {
  const title = args.title === undefined ? text.title(of) : String(args.title);
  return args.over === undefined ? title : `Over since ${args.over}: ${title}`;
}

/** Likewise what to do first. */
function fixOf({ text, args, edits }: Hypothesis, of: CauseArgs): Cause["fix"] {
  const fix = args.fix === undefined ? text.fix(of) : { summary: String(args.fix), steps: [], commands: [] };
  return edits === undefined ? fix : { ...fix, edits };
}

function upstreamOf(
  { gateway, upstream, state, endpoints }: UpstreamState,
  routes: readonly Route[],
  gatewayState: GatewayStateOf,
): UpstreamReport {
  const labels = routes.map((route) => route.label);
  return {
    name: upstream.name,
    gateway: gateway.kind === "none" ? "none" : gateway.id,
    state,
    // what only a log names stands on no line, and no route is known to lead to it
    ...(upstream.location.file !== "" && { location: upstream.location }),
    ...(labels.every((label) => label === "") ? {} : { routes: [...new Set(labels)] }),
    endpoints: endpoints.map((row) => endpointOf(row, gatewayState(gateway, upstream, row))),
  };
}

function endpointOf(
  { endpoint, address, state, resolve, climbs }: EndpointState,
  gatewayState: EndpointReport["gatewayState"],
): EndpointReport {
  const first = climbs[0];
  // nobody looked: ten thousand such rows share what they do not know
  if (first === undefined && resolve === undefined && address === undefined && gatewayState === undefined)
    return {
      endpoint: endpoint.endpoint,
      state,
      layers: NOT_LOOKED_AT,
      timings: NOT_MEASURED,
    };
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

const NOT_LOOKED_AT: EndpointReport["layers"] = { dns: "skip", tcp: "skip", tls: "skip", http: "skip" };
const NOT_MEASURED: EndpointReport["timings"] = { dnsMs: null, tcpMs: null, tlsMs: null, ttfbMs: null };

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
