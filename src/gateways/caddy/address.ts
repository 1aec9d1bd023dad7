import ipaddr from "ipaddr.js";
import type { Target } from "../../model/config.ts";

/** A network address of Caddy: `[network/]host[:port[-port]]` (listeners.go, `ParseNetworkAddress`). */
export type Address =
  | {
      readonly kind: "host";
      readonly network: string;
      /** Without brackets; empty for any address. */
      readonly host: string;
      /** Undefined where none is written: Caddy takes 0. */
      readonly port: number | undefined;
      readonly lastPort: number | undefined;
    }
  | { readonly kind: "unix"; readonly path: string }
  /** A file descriptor. */
  | { readonly kind: "other"; readonly text: string }
  | { readonly kind: "invalid"; readonly message: string };

const MOST_PORTS = 65_535;

export function parseAddress(text: string): Address {
  const slash = text.indexOf("/");
  const network = slash < 0 ? "tcp" : text.slice(0, slash).trim().toLowerCase();
  const rest = text.slice(slash + 1);
  if (network.startsWith("unix")) return { kind: "unix", path: rest.replace(/\|\d{3,4}$/, "") };
  if (network.startsWith("fd")) return { kind: "other", text };
  const split = splitPort(rest);
  if (split === undefined) return { kind: "invalid", message: `address ${rest}: too many colons in address` };
  const { host, ports } = split;
  if (ports === undefined) return { kind: "host", network, host, port: undefined, lastPort: undefined };
  const [first = "", last = first] = ports.split("-", 2);
  if (!isPort(first)) return { kind: "invalid", message: `invalid start port: ${first}` };
  if (!isPort(last)) return { kind: "invalid", message: `invalid end port: ${last}` };
  if (Number(last) < Number(first))
    return { kind: "invalid", message: "end port must not be less than start port" };
  return { kind: "host", network, host, port: Number(first), lastPort: Number(last) };
}

function splitPort(text: string): { host: string; ports: string | undefined } | undefined {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed !== null) return { host: bracketed[1] ?? "", ports: bracketed[2] };
  const colons = text.split(":").length - 1;
  if (colons === 1) {
    const [host = "", ports] = text.split(":");
    return { host, ports };
  }
  // an IPv6 address without a port needs no brackets
  return colons === 0 || ipaddr.IPv6.isValid(text) ? { host: text, ports: undefined } : undefined;
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= MOST_PORTS;
}

export function isIpAddress(host: string): boolean {
  return ipaddr.isValid(host) && (host.includes(":") || /^\d+(?:\.\d+){3}$/.test(host));
}

/** Where connections to an address go; a port that is not written is 0. */
export function targetOf(address: Extract<Address, { kind: "host" | "unix" }>): Target {
  if (address.kind === "unix") return { kind: "unix", path: address.path };
  const { host, port = 0 } = address;
  // Go dials this host where no host is named (net.Dial)
  const dialled = host === "" ? "localhost" : host;
  return { kind: "tcp", host: dialled, port, isAddress: isIpAddress(dialled) };
}
