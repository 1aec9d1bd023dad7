import type { GlobalOptions } from "./global-options.ts";
import { isBadAddress, listenAddress, splitNetworkAddress } from "./network-address.ts";
import { Refusal } from "./refusal.ts";
import { attempt, type Bind, type ConfigValue, type Run } from "./run.ts";
import { parseSiteAddress, type SiteAddress, siteUrl } from "./site-address.ts";
import type { Token } from "./token.ts";

/** A block of a site, and what its directives say. */
export interface Site {
  readonly keys: readonly Token[];
  readonly values: readonly ConfigValue[];
}

/** A site with those of its addresses that are served on certain listeners. */
export interface ServedSite {
  readonly site: Site;
  readonly addresses: readonly SiteAddress[];
}

/** Listeners and the sites behind them: what becomes a server. */
export interface Pairing {
  readonly listeners: readonly Listener[];
  readonly sites: readonly ServedSite[];
}

export interface Listener {
  readonly address: string;
  /** Empty texts stand for the default. */
  readonly protocols: readonly string[];
}

export function httpPort({ httpPort: set }: GlobalOptions): string {
  return String(set?.value ?? 80);
}

export function httpsPort({ httpsPort: set }: GlobalOptions): string {
  return String(set?.value ?? 443);
}

/** Sites by listener address and protocol. */
type Served = Map<string, Map<string, ServedSite[]>>;

/** Finds which listeners serve which sites (`mapAddressToProtocolToServerBlocks`, httpcaddyfile/addresses.go). */
export function pairSites(sites: readonly Site[], run: Run): Pairing[] {
  const served: Served = new Map();
  for (const site of sites) {
    const byListener = new Map<string, Map<string, SiteAddress[]>>();
    for (const key of site.keys)
      attempt(run, () => {
        const address = parseSiteAddress(key);
        for (const [listener, protocols] of listenersOf(site, address, run.options))
          for (const protocol of protocols.size === 0 ? [""] : protocols)
            entry(entry(byListener, listener, newMap<SiteAddress>), protocol, newList).push(address);
      });
    for (const [listener, byProtocol] of byListener)
      for (const [protocol, addresses] of byProtocol)
        entry(entry(served, listener, newMap<ServedSite>), protocol, newList).push({ site, addresses });
  }
  return consolidate(served);
}

const newMap = <Item>(): Map<string, Item[]> => new Map();
const newList = (): [] => [];

function entry<Key, Value>(from: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = from.get(key) ?? make();
  from.set(key, known);
  return known;
}

/** Listeners that serve the same sites become one server. */
function consolidate(served: Served): Pairing[] {
  const pairings: Pairing[] = [];
  const bySites = new Map<string, { listeners: Map<string, string[]>; sites: readonly ServedSite[] }>();
  const names = new Map<object, number>();
  const nameOf = (thing: object): number => entry(names, thing, () => names.size);
  for (const address of [...served.keys()].sort())
    for (const protocol of [...(served.get(address)?.keys() ?? [])].sort()) {
      const sites = served.get(address)?.get(protocol) ?? [];
      const identity = sites
        .map(({ site, addresses }) => `${nameOf(site)}:${addresses.map((one) => nameOf(one.token))}`)
        .join(";");
      const same = entry(bySites, identity, () => ({ listeners: new Map<string, string[]>(), sites }));
      entry(same.listeners, address, newList as () => string[]).push(protocol);
    }
  for (const { listeners, sites } of bySites.values())
    pairings.push({
      sites,
      listeners: [...listeners].map(([address, protocols]) => ({ address, protocols })),
    });
  return pairings;
}

/** Where an address of a site is listened for, with the protocols there. */
function listenersOf(
  site: Site,
  address: SiteAddress,
  options: GlobalOptions,
): ReadonlyMap<string, ReadonlySet<string>> {
  const port = listenPort(address, options);
  const own = site.values.flatMap((value) => (value.kind === "bind" ? [value.bind] : []));
  const binds: readonly Bind[] = own.length > 0 ? own : options.defaultBinds;
  const listeners = new Map<string, ReadonlySet<string>>();
  if (binds.length === 0) listeners.set(listenOn("", port, address.token), new Set());
  for (const { addresses, protocols } of binds)
    for (const bound of addresses)
      listeners.set(listenOn(bound.text, port, bound), new Set(protocols.map(({ text }) => text)));
  return listeners;
}

function listenOn(bound: string, port: string, at: Token): string {
  const parts = splitNetworkAddress(bound);
  const address = isBadAddress(parts) ? parts : listenAddress({ ...parts, port });
  if (typeof address === "string") return address;
  throw new Refusal(`determining listener address: parsing network address: ${address.problem}`, at);
}

function listenPort(address: SiteAddress, options: GlobalOptions): string {
  const { scheme, token } = address;
  const refuse = (why: string): never => {
    throw new Refusal(`determining listener address: ${why}`, token);
  };
  if (scheme === "wss") refuse("the scheme wss:// is only supported in browsers; use https:// instead");
  if (scheme === "ws") refuse("the scheme ws:// is only supported in browsers; use http:// instead");
  if (!["https", "http", ""].includes(scheme)) refuse(`unsupported URL scheme ${scheme}://`);
  const plain = httpPort(options);
  const secure = httpsPort(options);
  const port = address.port !== "" ? address.port : scheme === "http" ? plain : secure;
  if ((scheme === "http" && port === secure) || (scheme === "https" && port === plain))
    refuse(`[${siteUrl(address)}] scheme and port violate convention`);
  return port;
}

/** Whether a server listens on any other port than this. */
export function listensElsewhere(listeners: readonly Listener[], port: string): boolean {
  return listeners.some(({ address }) => {
    const parts = splitNetworkAddress(address);
    if (isBadAddress(parts)) return false;
    const [from = "", to = from] = parts.port.split("-");
    return Number(port) > Number(to) || Number(port) < Number(from);
  });
}

/** Hosts that a site is asked for; none where one of its addresses takes every host. */
export function hostsOf({ addresses }: ServedSite): string[] {
  if (addresses.some(({ host }) => host === "")) return [];
  return [...new Set(addresses.map(({ host }) => host))];
}
