import type { Endpoint, Gateway, Route } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import type { HealthCheck } from "../model/health-check.ts";
import type { Subject } from "../model/subject.ts";
import type { ExperimentId } from "../model/variation.ts";
import { type AskOptions, asksSomethingElse, healthCheckAsk, healthPathAsk, routeAsk } from "./ask.ts";
import { type Candidate, candidates, namesAtStart, type Scope } from "./candidates.ts";
import { climbSteps, type Question } from "./climb.ts";
import { EXPERIMENT_LIST } from "./experiments/index.ts";
import { fileSteps } from "./files.ts";
import { gatewayGroup } from "./gateway-group.ts";
import { resolveSteps } from "./resolve.ts";
import type { Plan, Step, StepGroup } from "./step.ts";
import { withFloor } from "./tls-floor.ts";
import { type TraceOptions, traceSteps } from "./traces.ts";
import { experimentGroup } from "./trials.ts";

export interface PlanOptions extends AskOptions {
  readonly scope: Scope;
  /** Resolvers that the user names replace those of the config and the host. */
  readonly resolvers: readonly string[];
  /** Where the gateway's own traces are looked for; undefined keeps away from processes and logs. */
  readonly traces: TraceOptions | undefined;
  /** Whether endpoints and resolvers are asked at all. */
  readonly probes: boolean;
  /** The experiments that some check has a use for; empty for none. */
  readonly experiments: ReadonlySet<ExperimentId>;
}

/** Ways of asking one endpoint that are tried at most: routes beyond it mostly differ in their path alone. */
const QUESTIONS_PER_ENDPOINT = 6;

/**
 * Which steps answer the question "does it serve, and if not, why": for each endpoint its name, then for each address
 * and each way of asking a climb, then, when all of an upstream is seen, the experiments that its failures call for.
 * Endpoints that several upstreams share are asked once.
 */
export function plan(gateways: readonly Gateway[], options: PlanOptions): Plan {
  const notChecked: Plan["notChecked"][number][] = [];
  const groups = groupsOf(gateways, options);
  const steps: Step[] = gateways.flatMap((gateway) =>
    traceSteps(gateway, options.traces, groups.ofGateway(gateway.id)),
  );
  for (const shared of groupByEndpoint(candidates(gateways, options.scope))) {
    const [first] = shared;
    if (first === undefined) continue;
    const subjects = shared.map(subjectOf);
    steps.push(...fileSteps(first, subjects));
    if (!options.probes) continue;
    const questions = questionsFor(shared, options);
    if (questions.length > QUESTIONS_PER_ENDPOINT) notChecked.push(tooMany(first, questions.length));
    const asked = questions.slice(0, QUESTIONS_PER_ENDPOINT);
    const own = [groups.ofUpstream(first), ...groups.ofGateway(first.gateway.id)];
    steps.push(...resolveSteps(first, subjects, options, climbSteps(first, asked, own), own));
  }
  if (options.probes)
    for (const idle of namesAtStart(gateways, options.scope))
      steps.push(...resolveSteps(idle, [subjectOf(idle)], options, () => [], []));
  return { steps: shareResolves(steps), notChecked };
}

interface Groups {
  /** Its endpoints run one service, so that their failures are looked at together. */
  readonly ofUpstream: (of: Candidate) => StepGroup;
  readonly ofGateway: (id: string) => readonly StepGroup[];
}

function groupsOf(gateways: readonly Gateway[], { experiments, traces }: PlanOptions): Groups {
  const useful = EXPERIMENT_LIST.filter(({ id }) => experiments.has(id));
  const isHere = traces?.processes === true;
  const sinceMs = traces?.sinceMs ?? 0;
  const whole = new Map(
    gateways.map(
      (gateway) => [gateway.id, [gatewayGroup(gateway, { isHere, sinceMs, experiments })]] as const,
    ),
  );
  const byUpstream = new Map<string, StepGroup>();
  return {
    ofGateway: (id) => whole.get(id) ?? [],
    ofUpstream: ({ gateway, upstream }) => {
      const key = JSON.stringify([gateway.id, upstream.id]);
      const group = byUpstream.get(key) ?? experimentGroup(useful);
      byUpstream.set(key, group);
      return group;
    },
  };
}

function tooMany(first: Candidate, count: number): Plan["notChecked"][number] {
  const left = count - QUESTIONS_PER_ENDPOINT;
  return {
    what: `${left} more ways in which routes ask ${first.endpoint.endpoint}`,
    because: `${QUESTIONS_PER_ENDPOINT} are asked at most`,
  };
}

function subjectOf(candidate: Candidate): Subject {
  const { gateway, upstream, endpoint } = candidate;
  return { gateway: gateway.id, upstream: upstream.id, endpoint: endpoint.endpoint };
}

function groupByEndpoint(all: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of all) {
    const { target, resolution } = candidate.endpoint;
    const key = `${candidate.gateway.id}\n${resolution.kind}\n${targetText(target)}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [candidate]);
    else known.push(candidate);
  }
  return [...groups.values()];
}

/** Distinct ways of asking, each with everybody on whose behalf it is asked. */
function questionsFor(shared: readonly Candidate[], options: PlanOptions): readonly Question[] {
  const questions = new Map<string, Asked & { on: Question["on"][number][] }>();
  for (const candidate of shared) {
    for (const route of candidate.routes) {
      const on = { subject: { ...subjectOf(candidate), route: route.id }, route };
      for (const { ask: plain, port, address } of asksFor(candidate, route, options)) {
        const ask = withFloor(plain, candidate.gateway.tlsLibrary);
        const key = JSON.stringify([ask, port, address]);
        const known = questions.get(key);
        if (known === undefined) questions.set(key, { ask, port, address, on: [on] });
        else known.on.push(on);
      }
    }
  }
  return [...questions.values()];
}

type Asked = Pick<Question, "ask" | "port" | "address">;

/**
 * A declared check replaces the question that uhc would choose: the user's word first, then the config's. One that asks
 * another port or protocol than the traffic says nothing of that, so that both are asked.
 */
function asksFor(candidate: Candidate, route: Route, options: PlanOptions): readonly Asked[] {
  const { gateway, upstream, endpoint } = candidate;
  const on = { endpoint, listeners: gateway.listeners };
  const own = (): Asked => ({ ask: routeAsk(route, on, options) });
  if (options.healthPath !== undefined && ["http", "grpc"].includes(route.forward.protocol))
    return [{ ask: healthPathAsk(options.healthPath, route, on, options) }];
  const { healthCheck: check } = upstream;
  if (check === undefined || endpoint.check?.isOff === true) return [own()];
  const port = checkPort(endpoint, check);
  const address = endpoint.check?.address?.value;
  const declared = { ask: healthCheckAsk(check, route, on, options), port, address };
  return address !== undefined || asksSomethingElse(check, route, endpoint, port)
    ? [declared, own()]
    : [declared];
}

/** The port that a check asks, where it is another than the endpoint's. */
function checkPort({ target, check: own }: Endpoint, check: HealthCheck): number | undefined {
  const port = own?.port?.value ?? check.port?.value;
  return target.kind === "tcp" && port !== target.port ? port : undefined;
}

/** Names that several endpoints share are resolved once, for all of them. */
function shareResolves(steps: readonly Step[]): readonly Step[] {
  const shared = new Map<string, Step>();
  const others: Step[] = [];
  for (const step of steps) {
    if (step.request.kind !== "resolve") {
      others.push(step);
      continue;
    }
    const key = JSON.stringify(step.request);
    const known = shared.get(key);
    shared.set(key, known === undefined ? step : joined(known, step));
  }
  return [...shared.values(), ...others];
}

function joined(one: Step, other: Step): Step {
  return {
    ...one,
    subjects: [...one.subjects, ...other.subjects],
    groups: [...new Set([...one.groups, ...other.groups])],
    next: (seen) => [...one.next(seen), ...other.next(seen)],
  };
}
