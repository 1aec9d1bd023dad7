import type { NameResolution } from "../model/config.ts";
import type { Measurement } from "../model/observation.ts";
import type { ResolveRequest } from "../model/request.ts";
import type { Subject } from "../model/subject.ts";
import type { Candidate } from "./candidates.ts";
import type { PlanOptions } from "./plan.ts";
import { lastStep, type Step, type StepGroup } from "./step.ts";

/** glibc's default wait for one server's answer, resolv.conf(5). */
const SYSTEM_TIMEOUT_MS = 5_000;
/** Peers of one name that are climbed at most. */
const ADDRESSES_PER_NAME = 16;

/** The steps that turn an endpoint's host into addresses and climb each of them. */
export function resolveSteps(
  { endpoint }: Candidate,
  subjects: readonly Subject[],
  options: PlanOptions,
  climbs: (address: string | undefined) => readonly Step[],
  groups: readonly StepGroup[],
): readonly Step[] {
  const { target, resolution } = endpoint;
  if (target.kind === "unix" || target.isAddress) return climbs(undefined);
  const request = resolveRequest(target.host, resolution, options);
  if (request === undefined) return [];
  const next = (seen: readonly Measurement[]) => addressesIn(seen).flatMap((address) => climbs(address));
  const step = lastStep({ what: `resolve ${target.host}`, request, subjects, varied: undefined });
  return [{ ...step, next, groups }];
}

/** Undefined where the gateway has no means to resolve the name: then it never asks anybody. */
function resolveRequest(
  name: string,
  resolution: NameResolution,
  options: PlanOptions,
): ResolveRequest | undefined {
  const { resolvers, patienceMs } = options;
  const families = resolution.kind === "own" ? resolution.families : (["ipv4", "ipv6"] as const);
  if (resolution.kind === "missing") return undefined;
  if (resolvers.length > 0)
    return {
      kind: "resolve",
      name,
      families,
      via: { kind: "servers", servers: resolvers },
      timeoutMs: patienceMs,
    };
  if (resolution.kind !== "own")
    return {
      kind: "resolve",
      name,
      families,
      via: { kind: "system" },
      timeoutMs: Math.min(SYSTEM_TIMEOUT_MS, patienceMs),
    };
  const timeoutMs = Math.min(resolution.timeoutMs.value, patienceMs);
  return {
    kind: "resolve",
    name,
    families,
    via: { kind: "servers", servers: resolution.resolvers.value },
    timeoutMs,
  };
}

function addressesIn(seen: readonly Measurement[]): readonly string[] {
  const addresses = seen.flatMap((one) => (one.kind === "resolve" ? one.facts.addresses : []));
  return [...new Set(addresses.map((one) => one.address))].slice(0, ADDRESSES_PER_NAME);
}
