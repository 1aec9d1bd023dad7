import { dependencyAddresses, type NamedAddress } from "../model/dependency-address.ts";
import { targetText } from "../model/evidence.ts";
import type { Subject } from "../model/subject.ts";
import { exchangeIn } from "./experiments/seen.ts";
import { addressesIn } from "./resolve.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";

/** Services that are followed at most. */
const MOST_SERVICES = 4;
/** Addresses of a name that are tried. */
const MOST_ADDRESSES = 2;
const NO_LIMITS = {
  connectMs: undefined,
  handshakeMs: undefined,
  readIdleMs: undefined,
  requestMs: undefined,
  responseHeaderBytes: undefined,
};

/**
 * Where the user allows it, and a service names a dependency as down with its address or name: whether that is found from here,
 * and a connection to it opens. Nothing is sent over it. Costs six connections for each such service at most.
 */
export function dependencySteps(ended: readonly EndedStep[]): readonly Step[] {
  const asked = new Map<string, readonly Step[]>();
  for (const { step, seen } of ended) {
    const exchange = exchangeIn(seen);
    if (step.ground === undefined || exchange?.facts.status === undefined) continue;
    const { target, patienceMs } = exchange.request;
    const from = targetText(target);
    const isHere = target.kind === "unix" || target.host.startsWith("127.");
    if (asked.has(from)) continue;
    const named = dependencyAddresses(exchange.facts.bodyStart, isHere);
    const on = { from, patienceMs, subjects: step.subjects };
    const steps = named.map((one) => (one.target.isAddress ? connectStep(one, on) : resolveStep(one, on)));
    if (steps.length > 0) asked.set(from, steps);
  }
  return [...asked.values()].slice(0, MOST_SERVICES).flat();
}

interface Following {
  /** The service, as it was asked. */
  readonly from: string;
  readonly patienceMs: number;
  readonly subjects: readonly Subject[];
}

/** As this host's own resolver does it: the service's own may know other names. */
function resolveStep(named: NamedAddress, on: Following): Step {
  const { host } = named.target;
  const { patienceMs: timeoutMs, subjects } = on;
  const request = {
    kind: "resolve",
    name: host,
    families: ["ipv4", "ipv6"],
    via: { kind: "system" },
    timeoutMs,
  } as const;
  const step = lastStep({ what: `resolve ${host}`, request, subjects, varied: variedBy(named, on) });
  return {
    ...step,
    next: (seen) =>
      addressesIn(seen)
        .slice(0, MOST_ADDRESSES)
        .map((address) =>
          connectStep({ ...named, target: { ...named.target, host: address, isAddress: true } }, on),
        ),
  };
}

function connectStep(named: NamedAddress, on: Following): Step {
  const { patienceMs, subjects } = on;
  return lastStep({
    what: `${named.name} at ${targetText(named.target)}`,
    request: {
      kind: "climb",
      target: named.target,
      sourceAddress: undefined,
      patienceMs,
      proxyProtocol: 0,
      tls: undefined,
      exchange: undefined,
      limits: NO_LIMITS,
      guessed: [],
    },
    subjects,
    varied: variedBy(named, on),
  });
}

function variedBy({ name, target }: NamedAddress, { from }: Following) {
  return { experiment: "dependency", from, to: `${name} at ${targetText(target)}` } as const;
}
