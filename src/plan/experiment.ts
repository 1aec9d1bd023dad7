import type { Measurement } from "../model/observation.ts";
import type { ClimbRequest } from "../model/request.ts";
import type { Subject } from "../model/subject.ts";
import type { ExperimentId } from "../model/variation.ts";
import { isCredential } from "./ask.ts";
import type { Step } from "./step.ts";

/** What an experiment starts from: a climb as the gateway makes it, and the names that could be put in its place. */
export interface Ground {
  readonly request: ClimbRequest;
  readonly subjects: readonly Subject[];
  readonly what: string;
  /** Host name of the endpoint in the config; undefined for an address or a socket. */
  readonly endpointName: string | undefined;
  readonly routeHosts: readonly string[];
  /** The path that the client asked for, before the gateway rewrites it. */
  readonly clientPath: string;
}

/** The same climb with one thing changed. */
export interface Variant {
  readonly request: ClimbRequest;
  readonly from: string;
  readonly to: string;
}

/**
 * One thing that can be varied. `vary` is the guard as well: it gives no variant where the outcome would tell no two
 * hypotheses apart.
 */
export interface Experiment {
  readonly id: ExperimentId;
  readonly vary: (ground: Ground, seen: readonly Measurement[]) => readonly Variant[];
}

/** Varied climbs for one question to one address at most. */
const VARIANTS_PER_CLIMB = 6;

/**
 * The experiments one after another, cheapest first, each only while none before it has made the request succeed: what
 * works names the cause, and more requests would only cost.
 */
export function experimentSteps(
  ground: Ground,
  seen: readonly Measurement[],
  experiments: readonly Experiment[],
): readonly Step[] {
  const variants = experiments.flatMap((experiment) =>
    experiment.vary(ground, seen).map((variant) => ({ id: experiment.id, variant })),
  );
  return chain(ground, variants.slice(0, VARIANTS_PER_CLIMB));
}

function chain(
  ground: Ground,
  variants: readonly { readonly id: ExperimentId; readonly variant: Variant }[],
): readonly Step[] {
  const [first, ...rest] = variants;
  if (first === undefined) return [];
  const { request, from, to } = first.variant;
  const step: Step = {
    what: `${ground.what}, ${first.id} ${from} → ${to}`,
    request: withoutCredentials(request),
    subjects: ground.subjects,
    varied: { experiment: first.id, from, to },
    next: (seen) => (succeeded(seen) ? [] : chain(ground, rest)),
  };
  return [step];
}

/** A varied request carries no credentials: it may go to a place, or over a transport, that the config never meant. */
function withoutCredentials(request: ClimbRequest): ClimbRequest {
  const exchange = request.exchange && {
    ...request.exchange,
    headers: request.exchange.headers.filter(([name]) => !isCredential(name)),
    hasCredentials: false,
  };
  const tls = request.tls && { ...request.tls, clientCertificate: undefined };
  return { ...request, exchange, tls };
}

function succeeded(seen: readonly Measurement[]): boolean {
  const last = seen.at(-1);
  if (last?.outcome.kind !== "answered") return false;
  if (last.kind !== "exchange") return last.kind === "handshake" && last.request.exchange === undefined;
  const { status } = last.facts;
  return last.facts.malformed === undefined && (status === undefined || (status >= 200 && status < 400));
}
