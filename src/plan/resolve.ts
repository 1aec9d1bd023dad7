import type { AddressPick, NameResolution } from "../model/config.ts";
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
  climbs: (address: string | undefined, spare?: readonly string[]) => readonly Step[],
  groups: readonly StepGroup[],
): readonly Step[] {
  const { target, resolution } = endpoint;
  if (target.kind === "unix" || target.isAddress) return climbs(undefined);
  const request = resolveRequest(target.host, resolution, options);
  if (request === undefined) return [];
  const picks = "picks" in resolution ? resolution.picks : undefined;
  const next = (seen: readonly Measurement[]) => {
    const all = addressesIn(seen);
    const used = pickedAddresses(all, picks);
    const spare = all.filter((address) => !used.includes(address));
    return used.flatMap((address) => climbs(address, spare));
  };
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
  const families = ("families" in resolution ? resolution.families : undefined) ?? BOTH;
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

const BOTH = ["ipv4", "ipv6"] as const;

/** The addresses that the gateway uses: those of one family where it prefers one, and maybe the first alone. */
function pickedAddresses(all: readonly string[], picks: AddressPick | undefined): readonly string[] {
  if (picks === undefined) return all;
  const preferred = all.filter((address) => address.includes(":") === (picks.family === "ipv6"));
  const family = picks.family === undefined || preferred.length === 0 ? all : preferred;
  return picks.isFirstOnly ? family.slice(0, 1) : family;
}

/** The addresses that a step of resolving gave. */
export function addressesIn(seen: readonly Measurement[]): readonly string[] {
  const addresses = seen.flatMap((one) => (one.kind === "resolve" ? one.facts.addresses : []));
  return [...new Set(addresses.map((one) => one.address))].slice(0, ADDRESSES_PER_NAME);
}
