import { isSame, type Json, type JsonMap, list, map, putAlways, text, textIn } from "../json.ts";
import { covers } from "../policy-shields.ts";
import { stableSort } from "../stable-sort.ts";
import type { Token } from "../token.ts";
import { isPublicName } from "./subjects.ts";

type Since = (version: string) => boolean;

/** How certificates are obtained for some names, or for all others. */
export interface Policy {
  readonly at: Token;
  subjects: readonly string[];
  issuers: readonly JsonMap[];
  /** Everything else that is set, by its field. */
  readonly settings: JsonMap;
}

export function encodePolicy({ at, subjects, issuers, settings }: Policy): JsonMap {
  const made = map(at);
  for (const [key, value] of settings.fields) putAlways(made, key, value);
  if (subjects.length > 0)
    putAlways(
      made,
      "subjects",
      list(
        at,
        subjects.map((name) => text(at, name)),
      ),
    );
  if (issuers.length > 0) putAlways(made, "issuers", list(at, issuers));
  return made;
}

export function isOnDemand({ settings }: Policy): boolean {
  return settings.fields.has("on_demand");
}

const MOST_COMPARED = 500;

/** Leaves out policies that say nothing, and joins those that say the same (`consolidateAutomationPolicies`). */
export function joinPolicies(policies: readonly Policy[], since: Since): Policy[] {
  // every policy is held against every other; so many are written by programs, which do not repeat themselves
  if (policies.length > MOST_COMPARED) return policies.filter((policy) => !isEmpty(policy));
  const sorted = stableSort(policies, (a, b) => {
    if (isSubset(a, b)) return true;
    if (isSubset(b, a)) return false;
    return a.subjects.length > b.subjects.length;
  });
  const isNew = since("2.11.4");
  const kept = isNew ? withoutEmpty(sorted) : withoutInternal(sorted);
  return kept === undefined ? [] : withoutSame(kept, isNew);
}

function isEmpty({ issuers, settings }: Policy): boolean {
  return issuers.length === 0 && settings.fields.size === 0;
}

function withoutEmpty(policies: Policy[]): Policy[] | undefined {
  const left = [...policies];
  let empty = 0;
  for (let at = 0; at < left.length; at++) {
    const policy = left[at];
    if (policy === undefined || !isEmpty(policy)) continue;
    empty++;
    const shadow = left[shadowOf(at, left)];
    const isUseless = shadow !== undefined && onlyManagers(shadow);
    if (at === left.length - 1 || isUseless) left.splice(at--, 1);
  }
  return empty === policies.length ? undefined : left;
}

function onlyManagers({ issuers, settings }: Policy): boolean {
  return issuers.length === 0 && [...settings.fields.keys()].every((key) => key === "get_certificate");
}

/** The policy behind this one that covers all its names; -1 for none. */
function shadowOf(at: number, policies: readonly Policy[]): number {
  const policy = policies[at];
  return policies.findIndex((other, index) => index > at && policy !== undefined && isSubset(policy, other));
}

function isSubset(a: Policy, b: Policy): boolean {
  if (b.subjects.length === 0) return true;
  if (a.subjects.length === 0) return false;
  return a.subjects.every((name) => b.subjects.some((other) => covers(other, name)));
}

/** Until Caddy 2.11.3: what says nothing of names of its own authority is left out. */
function withoutInternal(policies: readonly Policy[]): Policy[] | undefined {
  const left = policies.filter(
    (policy) => !isEmpty(policy) || ["all", "public"].includes(kindOfNames(policy)),
  );
  return policies.every(isEmpty) ? undefined : left;
}

function withoutSame(policies: Policy[], isNew: boolean): Policy[] {
  const left = [...policies];
  for (let at = 0; at < left.length; at++)
    for (let other = at + 1; other < left.length; other++) {
      const one = left[at];
      const two = left[other];
      if (one === undefined || two === undefined || !saySame(one, two, isNew)) continue;
      if (isSame(encodePolicy(one), encodePolicy(two))) left.splice(other, 1);
      else if (one.subjects.length > 0 && two.subjects.length === 0) {
        if (shadowOf(at, left) < other) continue;
        left.splice(at, 1);
      } else {
        one.subjects = [...new Set([...one.subjects, ...two.subjects])];
        left.splice(other--, 1);
        continue;
      }
      at--;
      break;
    }
  return left;
}

function saySame(a: Policy, b: Policy, isNew: boolean): boolean {
  const compared = ({ settings }: Policy): JsonMap => ({
    ...settings,
    fields: new Map([...settings.fields].filter(([key]) => key !== "disable_ocsp_stapling")),
  });
  return haveSameIssuers(a, b, isNew) && isSame(compared(a), compared(b));
}

function haveSameIssuers(a: Policy, b: Policy, isNew: boolean): boolean {
  const all = ({ at, issuers }: Policy): Json => list(at, issuers);
  if (!isNew) return isSame(all(a), all(b));
  if (!isSame(all(a), all(b))) return usesInternal(a) && usesInternal(b);
  if (a.issuers.length > 0) return true;
  const kinds = [kindOfNames(a), kindOfNames(b)];
  return kinds.includes("all") || kinds[0] === kinds[1];
}

function usesInternal(policy: Policy): boolean {
  const [only, ...more] = policy.issuers;
  if (only === undefined) return kindOfNames(policy) === "internal";
  return more.length === 0 && only.fields.size === 1 && textIn(only, "module") === "internal";
}

function kindOfNames(policy: Policy): "all" | "mixed" | "public" | "internal" {
  if (policy.subjects.length === 0) return "all";
  const open = policy.subjects.filter((name) => isPublicName(name, isOnDemand(policy)));
  if (open.length === 0) return "internal";
  return open.length === policy.subjects.length ? "public" : "mixed";
}
