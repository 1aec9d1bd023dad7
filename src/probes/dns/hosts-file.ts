import { isIP } from "node:net";

/** Names to addresses, in the order of the lines; names in lower case. */
export type HostsFile = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the text of a hosts(5) file. A name on several lines has all their addresses, as glibc gives them with
 * `multi on`, which is its way for getaddrinfo.
 */
export function parseHostsFile(text: string): HostsFile {
  const names = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    const hash = line.indexOf("#");
    const [address, ...aliases] = (hash < 0 ? line : line.slice(0, hash)).trim().split(/[ \t]+/);
    if (address === undefined || isIP(address) === 0) continue;
    for (const alias of aliases) {
      const known = names.get(alias.toLowerCase());
      if (known === undefined) names.set(alias.toLowerCase(), [address]);
      else if (!known.includes(address)) known.push(address);
    }
  }
  return names;
}

/** What the hosts file says of a name, in its order. */
export function hostsFileAddresses(name: string, hosts: HostsFile): readonly string[] {
  return hosts.get(name.replace(/\.$/, "").toLowerCase()) ?? [];
}
