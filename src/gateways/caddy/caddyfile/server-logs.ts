import { boolean, type JsonMap, list, listIn, mapIn, put, putAlways, text } from "./json.ts";
import { isBadAddress, joinHostPort, splitHostPort } from "./network-address.ts";
import { hostsOf, type ServedSite } from "./pairings.ts";
import type { CustomLog, Run } from "./run.ts";
import type { Token } from "./token.ts";

function logsOf({ site }: ServedSite): readonly CustomLog[] {
  return site.values.flatMap((value) => (value.kind === "log" ? [value.log] : []));
}

/** Which access log takes the requests of which host. */
export function fillLogs(server: JsonMap, sites: readonly ServedSite[], run: Run): void {
  const first = sites.flatMap(logsOf)[0];
  if (first === undefined) return;
  const logs = mapIn(server, "logs", first.at);
  const skipped: Token[] = [];
  for (const site of sites) {
    const own = logsOf(site);
    for (const log of own) if (!log.isWithoutHostname) associate(logs, site, log, run);
    if (own.length > 0) continue;
    if (hostsOf(site).length === 0) put(logs, "skip_unmapped_hosts", boolean(first.at, true));
    skipped.push(...loggedHosts(site));
  }
  const sorted = skipped.sort((a, b) => (a.text < b.text ? -1 : 1));
  put(
    logs,
    "skip_hosts",
    list(
      first.at,
      sorted.map((one) => text(one, one.text)),
    ),
  );
}

function associate(logs: JsonMap, site: ServedSite, log: CustomLog, run: Run): void {
  const takesAll = site.addresses.some(({ host }) => host === "");
  if (takesAll && log.hostnames.length === 0) {
    put(logs, "default_logger_name", text(log.at, log.name));
    return;
  }
  const hosts = log.hostnames.length > 0 ? log.hostnames : loggedHosts(site).map(withoutPort);
  for (const host of hosts) {
    const names = mapIn(logs, "logger_names", log.at);
    const name = text(log.at, log.name);
    if (run.since("2.8.0")) listIn(names, host.text, log.at).items.push(name);
    else putAlways(names, host.text, name);
  }
}

function withoutPort(host: Token): Token {
  const split = splitHostPort(host.text);
  return isBadAddress(split) ? host : { ...host, text: split.host };
}

/** Hosts as they stand in the Host header: with the port, where it is none of the usual ones. */
function loggedHosts({ addresses }: ServedSite): readonly Token[] {
  const hosts = new Map<string, Token>();
  for (const { host, port, token } of addresses) {
    if (host === "") continue;
    const text = port === "" || port === "80" || port === "443" ? host : joinHostPort(host, port);
    hosts.set(text, { ...token, text });
  }
  return [...hosts.values()];
}
