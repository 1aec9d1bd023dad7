import { dependencyAddresses } from "../model/dependency-address.ts";
import { targetText } from "../model/evidence.ts";
import { exchangeIn } from "./experiments/seen.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";

/** Services that are followed at most. */
const MOST_SERVICES = 4;
const NO_LIMITS = {
  connectMs: undefined,
  handshakeMs: undefined,
  readIdleMs: undefined,
  requestMs: undefined,
  responseHeaderBytes: undefined,
};

/**
 * Where the user allows it, and a service names a dependency as down with its address: whether a connection to that opens.
 * Nothing is sent over it. Costs three connections for each such service at most.
 */
export function dependencySteps(ended: readonly EndedStep[]): readonly Step[] {
  const asked = new Map<string, readonly Step[]>();
  for (const { step, seen } of ended) {
    const exchange = exchangeIn(seen);
    if (step.ground === undefined || exchange?.facts.status === undefined) continue;
    const { target, patienceMs } = exchange.request;
    const isHere = target.kind === "unix" || target.host.startsWith("127.");
    if (asked.has(targetText(target))) continue;
    const steps = dependencyAddresses(exchange.facts.bodyStart, isHere).map(({ name, target: to }) =>
      lastStep({
        what: `${name} at ${targetText(to)}`,
        request: {
          kind: "climb",
          target: to,
          sourceAddress: undefined,
          patienceMs,
          proxyProtocol: 0,
          tls: undefined,
          exchange: undefined,
          limits: NO_LIMITS,
          guessed: [],
        },
        subjects: step.subjects,
        varied: { experiment: "dependency", from: targetText(target), to: `${name} at ${targetText(to)}` },
      }),
    );
    if (steps.length > 0) asked.set(targetText(target), steps);
  }
  return [...asked.values()].slice(0, MOST_SERVICES).flat();
}
