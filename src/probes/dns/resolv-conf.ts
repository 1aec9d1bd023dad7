import { isIP } from "node:net";

/** What resolv.conf(5) tells the system's resolver, as glibc reads it. */
export interface ResolvConf {
  /** At most three: glibc ignores the rest (MAXNS). */
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  /** A name with fewer dots is first tried with the search list. */
  readonly ndots: number;
  readonly usesTcp: boolean;
  readonly skipsIpv6: boolean;
  readonly skipsTopLevel: boolean;
}

const MAX_SERVERS = 3;
/** glibc has no limit since 2.26; this one keeps a hostile file from becoming a flood of queries. */
const MAX_SEARCH = 8;
const MAX_NDOTS = 15;

/**
 * Reads the text of a resolv.conf. `timeout` and `attempts` are left alone, since the patience of a run is the user's;
 * so is `rotate`, since every server is asked anyway. A file without a server means 127.0.0.1 (resolv.conf(5)).
 */
export function parseResolvConf(text: string): ResolvConf {
  const servers: string[] = [];
  let search: readonly string[] = [];
  const options = new Set<string>();
  for (const line of text.split("\n")) {
    if (line.startsWith("#") || line.startsWith(";")) continue;
    const [keyword, ...values] = line.trim().split(/[ \t]+/);
    const first = values[0] ?? "";
    if (keyword === "nameserver" && isIP(first) !== 0 && !servers.includes(first)) servers.push(first);
    // The last of `search` and `domain` wins.
    if (keyword === "search") search = values;
    if (keyword === "domain") search = values.slice(0, 1);
    if (keyword === "options") for (const option of values) options.add(option);
  }
  return {
    nameservers: servers.length === 0 ? ["127.0.0.1"] : servers.slice(0, MAX_SERVERS),
    search: search.slice(0, MAX_SEARCH).map((domain) => domain.replace(/^\./, "").replace(/\.$/, "")),
    ndots: ndotsOf(options),
    usesTcp: options.has("use-vc"),
    skipsIpv6: options.has("no-aaaa"),
    skipsTopLevel: options.has("no-tld-query"),
  };
}

/** The last one wins. */
function ndotsOf(options: ReadonlySet<string>): number {
  let ndots = 1;
  for (const option of options) {
    const digits = /^ndots:(\d{1,3})$/.exec(option)?.[1];
    if (digits !== undefined) ndots = Math.min(Number(digits), MAX_NDOTS);
  }
  return ndots;
}
