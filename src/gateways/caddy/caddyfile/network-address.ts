import { wholeNumber } from "./go-values.ts";

/** A network address of Caddy, `network/host:port-port`, in its parts (listeners.go). */
export interface AddressParts {
  readonly network: string;
  readonly host: string;
  readonly port: string;
}

/** Why an address is none. */
export interface BadAddress {
  readonly problem: string;
}

/** More ports than this in one address Caddy does not take. */
const MOST_PORTS = 65_535;

export function isBadAddress(value: object): value is BadAddress {
  return "problem" in value;
}

export function isUnixNetwork(network: string): boolean {
  return network.startsWith("unix");
}

export function isDescriptorNetwork(network: string): boolean {
  return network.startsWith("fd");
}

/** `net.SplitHostPort`. */
export function splitHostPort(
  address: string,
): { readonly host: string; readonly port: string } | BadAddress {
  const problem = (why: string): BadAddress => ({ problem: `address ${address}: ${why}` });
  const colon = address.lastIndexOf(":");
  if (colon < 0) return problem("missing port in address");
  let host = address.slice(0, colon);
  let brackets = 0;
  if (address.startsWith("[")) {
    const end = address.indexOf("]");
    if (end < 0) return problem("missing ']' in address");
    if (end + 1 === address.length) return problem("missing port in address");
    if (end + 1 !== colon)
      return problem(address[end + 1] === ":" ? "too many colons in address" : "missing port in address");
    host = address.slice(1, end);
    brackets = end + 1;
  } else if (host.includes(":")) return problem("too many colons in address");
  if (address.slice(brackets === 0 ? 0 : 1).includes("[")) return problem("unexpected '[' in address");
  if (address.slice(brackets).includes("]")) return problem("unexpected ']' in address");
  return { host, port: address.slice(colon + 1) };
}

/** `net.JoinHostPort`. */
export function joinHostPort(host: string, port: string): string {
  return host.includes(":") || host.includes("%") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** `caddy.SplitNetworkAddress`. */
export function splitNetworkAddress(address: string): AddressParts | BadAddress {
  const slash = address.indexOf("/");
  const network = slash < 0 ? "" : address.slice(0, slash).trim().toLowerCase();
  const rest = address.slice(slash + 1);
  if (isUnixNetwork(network) || isDescriptorNetwork(network)) return { network, host: rest, port: "" };
  const split = splitHostPort(rest);
  if (!isBadAddress(split)) return { network, ...split };
  const bare = splitHostPort(joinHostPort(rest.replace(/^[[\]]+|[[\]]+$/g, ""), "0"));
  return isBadAddress(bare) ? split : { network, host: bare.host, port: "" };
}

/** `caddy.JoinNetworkAddress`. */
export function joinNetworkAddress({ network, host, port }: AddressParts): string {
  const prefix = network === "" ? "" : `${network}/`;
  if ((host !== "" && port === "") || isUnixNetwork(network) || isDescriptorNetwork(network))
    return prefix + host;
  return port === "" ? prefix : prefix + joinHostPort(host, port);
}

/** First and last port of `8000` or `8000-8009`; 0 for none. */
export function portRange(port: string): readonly [from: number, to: number] | BadAddress {
  if (port === "") return [0, 0];
  const dash = port.indexOf("-");
  const start = portNumber(dash < 0 ? port : port.slice(0, dash));
  const end = portNumber(dash < 0 ? port : port.slice(dash + 1));
  if (start === undefined) return { problem: `invalid start port: ${port}` };
  if (end === undefined) return { problem: `invalid end port: ${port}` };
  if (end < start) return { problem: "end port must not be less than start port" };
  if (end - start > MOST_PORTS) return { problem: `port range exceeds ${MOST_PORTS} ports` };
  return [start, end];
}

function portNumber(word: string): number | undefined {
  const value = /^\d+$/.test(word) ? wholeNumber(word) : undefined;
  return value !== undefined && value <= MOST_PORTS ? value : undefined;
}

/** The address that a server listens on, as `NetworkAddress.String` writes it: without the network if it is tcp. */
export function listenAddress({ network, host, port }: AddressParts): string | BadAddress {
  if (isUnixNetwork(network) || isDescriptorNetwork(network))
    return joinNetworkAddress({ network, host, port });
  const range = portRange(port);
  if (isBadAddress(range)) return range;
  const [from, to] = range;
  const ports = from === to ? String(from) : `${from}-${to}`;
  return joinNetworkAddress({ network: network === "tcp" ? "" : network, host, port: ports });
}
