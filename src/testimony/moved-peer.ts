import type { AdminPeer } from "../model/admin.ts";
import type { Endpoint } from "../model/config.ts";
import type { ObservationOf } from "../model/observation.ts";

/** An answer of so many addresses may be a part of more. */
const MANY = 8;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Where the gateway sends what it calls by the endpoint's alias, in place of where the config, or the name, leads now. */
export interface Moved {
  /** "10.0.0.4". */
  readonly used: string;
  /** The addresses that the config names, or that its name has now. */
  readonly meant: readonly string[];
}

/**
 * Whether the gateway uses another address than the config's, as somebody told it at run time, an old state file has it, or
 * the name had it when it started; undefined where it does not, or that can't be told. IPv6 has many spellings for one
 * address, and ports may be counted from the client's: both are left alone.
 */
export function movedPeer(
  { target }: Endpoint,
  peer: AdminPeer,
  resolves: readonly ObservationOf<"resolve">[],
): Moved | undefined {
  if (target.kind === "unix" || peer.alias === undefined) return undefined;
  const used = /^(.+):\d{1,5}$/.exec(peer.endpoint)?.[1];
  if (used === undefined || !isPlain(used)) return undefined;
  const meant = target.isAddress ? [target.host] : addressesNow(resolves);
  const own = meant.filter(isPlain);
  return own.length === 0 || own.includes(used) || own.length >= MANY ? undefined : { used, meant: own };
}

/** 0.0.0.0 is what a name without an address has, or wherever the client meant to go. */
function isPlain(address: string): boolean {
  return IPV4.test(address) && address !== "0.0.0.0";
}

function addressesNow(resolves: readonly ObservationOf<"resolve">[]): readonly string[] {
  return resolves.flatMap(({ facts }) => facts.addresses.map(({ address }) => address));
}
