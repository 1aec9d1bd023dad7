import type { Endpoint, Gateway, Route } from "../model/config.ts";
import type { ClimbRequest } from "../model/request.ts";
import { routesByUpstream } from "../model/routes.ts";
import type { Subject } from "../model/subject.ts";
import { type Ask, clientPath, endpointName } from "./ask.ts";
import type { Candidate } from "./candidates.ts";
import type { Ground } from "./ground.ts";
import { lastStep, type Step, type StepGroup } from "./step.ts";

/** One way of asking an endpoint, and on whose behalf. */
export interface Question {
  readonly ask: Ask;
  /** Port that is asked in place of the endpoint's own. */
  readonly port?: number | undefined;
  /** Address that is asked in place of the endpoint's own. */
  readonly address?: string | undefined;
  readonly on: readonly { readonly subject: Subject; readonly route: Route }[];
}

/** For an address (undefined: the endpoint's own), the climbs that put the questions there. */
export function climbSteps(
  { gateway, endpoint }: Pick<Candidate, "gateway" | "endpoint">,
  questions: readonly Question[],
  groups: readonly StepGroup[],
): (address: string | undefined, spare?: readonly string[]) => readonly Step[] {
  const knownPorts = portsOf(gateway, endpoint);
  return (address, spareAddresses = []) =>
    questions.map((question) => {
      const { step, ground } = climbStep(endpoint, question, address);
      const siblingHosts = siblingsOf(gateway, question);
      return { ...step, groups, ground: { ...ground, siblingHosts, knownPorts, spareAddresses } };
    });
}

/** Whoever asks one of these asks the gateway itself, or another service of which the config knows. */
function portsOf(gateway: Gateway, { target }: Endpoint): readonly number[] {
  if (target.kind !== "tcp") return [];
  const own = gateway.listeners.flatMap(({ port }) => (port === undefined ? [] : [port]));
  return [...new Set([...own, ...(portsByHost(gateway).get(target.host) ?? [])])];
}

/** Fifty thousand endpoints look among as many. */
const portIndexes = new WeakMap<Gateway, ReadonlyMap<string, ReadonlySet<number>>>();

function portsByHost(gateway: Gateway): ReadonlyMap<string, ReadonlySet<number>> {
  const known = portIndexes.get(gateway);
  if (known !== undefined) return known;
  const ports = new Map<string, Set<number>>();
  for (const { endpoints } of gateway.upstreams)
    for (const { target } of endpoints) {
      if (target.kind !== "tcp") continue;
      const same = ports.get(target.host);
      if (same === undefined) ports.set(target.host, new Set([target.port]));
      else same.add(target.port);
    }
  portIndexes.set(gateway, ports);
  return ports;
}

function climbStep(
  endpoint: Endpoint,
  question: Question,
  address: string | undefined,
): { readonly step: Step; readonly ground: Omit<Ground, "knownPorts" | "spareAddresses" | "siblingHosts"> } {
  const target = targetAt(endpoint, question.address ?? address, question.port);
  const request: ClimbRequest = { ...question.ask, target };
  const subjects = question.on.map(({ subject }) => ({
    ...subject,
    address: address ?? ownAddress(endpoint),
  }));
  const what = address === undefined ? endpoint.endpoint : `${endpoint.endpoint} at ${address}`;
  const ground = {
    request,
    subjects,
    what,
    endpointName: endpointName(endpoint),
    routeHosts: question.on.flatMap(({ route }) => route.hosts),
    routeHost: certainHost(question.on[0]?.route),
    clientPath: question.on[0] === undefined ? "/" : clientPath(question.on[0].route),
  };
  return { step: lastStep({ what, request, subjects, varied: undefined }), ground };
}

/** A literal in the config: what depends on the client is no more than a guess. */
function certainHost(route: Route | undefined): string | undefined {
  const host = route?.forward.host.value ?? [];
  const [text, ...more] = host;
  return typeof text === "string" && more.length === 0 ? text : undefined;
}

/** A list of headers of a location's own drops those of the levels above it, the Host among them. */
function siblingsOf(gateway: Gateway, { on }: Question): readonly string[] {
  const forward = on[0]?.route.forward;
  if (forward?.host.isDefault !== true) return [];
  const beside = routesByUpstream(gateway).get(forward.upstream) ?? [];
  return beside.flatMap((route) => (route.forward.host.isDefault ? [] : (certainHost(route) ?? [])));
}

function targetAt(
  endpoint: Endpoint,
  address: string | undefined,
  port: number | undefined,
): ClimbRequest["target"] {
  const { target } = endpoint;
  if (target.kind === "unix") return target;
  const own = { ...target, port: port ?? target.port };
  return address === undefined ? own : { ...own, host: address, isAddress: true };
}

function ownAddress(endpoint: Endpoint): string | undefined {
  return endpoint.target.kind === "tcp" && endpoint.target.isAddress ? endpoint.target.host : undefined;
}
