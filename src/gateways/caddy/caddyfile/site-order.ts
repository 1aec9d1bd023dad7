import type { ServedSite } from "./pairings.ts";
import { stableSort } from "./stable-sort.ts";

/** Of the sites of a server the first that matches is taken, so that the most specific comes first. */
export function sortSites(sites: readonly ServedSite[]): ServedSite[] {
  const ranks = new Map(sites.map((site) => [site, rankOf(site)]));
  return stableSort(sites, (a, b) => {
    const one = ranks.get(a);
    const other = ranks.get(b);
    return one !== undefined && other !== undefined && isBefore(one, other);
  });
}

interface Rank {
  readonly host: number;
  readonly path: number;
  readonly isWildcard: boolean;
}

function rankOf({ addresses }: ServedSite): Rank {
  let path = "";
  let host = "";
  for (const address of addresses) {
    if (specificity(address.host) > specificity(host)) host = address.host;
    if (specificity(address.path) > specificity(path)) path = address.path;
  }
  const isWildcard = addresses.some((one) => one.host.includes("*") || one.host === "");
  return { host: specificity(host), path: Buffer.byteLength(path), isWildcard };
}

function isBefore(one: Rank, other: Rank): boolean {
  if (one.host === 0) return false;
  if (other.host === 0) return true;
  if (one.isWildcard !== other.isWildcard) return other.isWildcard;
  return one.host === other.host ? one.path > other.path : one.host > other.host;
}

/** The length without wildcards and placeholders (`specificity`, httpcaddyfile/httptype.go). */
function specificity(name: string): number {
  return Buffer.byteLength(name.replace(/\{[^}]*\}/g, "").replaceAll("*", ""));
}
