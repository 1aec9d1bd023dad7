import ipaddr from "ipaddr.js";
import type { Target } from "../../model/config.ts";

/** What stands where an address belongs (str2sa_range, src/tools.c). */
export type Address =
  | {
      readonly kind: "host";
      /** Without brackets; empty for any address. */
      readonly host: string;
      /** Undefined where none is written. */
      readonly port: number | undefined;
      /** The last port of a range. */
      readonly lastPort: number | undefined;
      /** `:+N` and `:-N` count from the port that the client came to. */
      readonly offset: number | undefined;
      readonly isAddress: boolean;
      readonly isUdp: boolean;
      readonly family: "ipv4" | "ipv6" | undefined;
    }
  | { readonly kind: "unix"; readonly path: string }
  /** An inherited descriptor, an abstract socket, or a place that only the running program knows. */
  | { readonly kind: "other"; readonly text: string }
  | { readonly kind: "invalid"; readonly message: string };

const SCHEME =
  /^(unix|uxdg|uxst|abns|abnsz|ip|ipv4|ipv6|tcp|tcp4|tcp6|mptcp|mptcp4|mptcp6|udp|udp4|udp6|quic4|quic6|fd|sockpair|rhttp|stream|dgram|\w+\+\w+)@/;

/** What nearly all servers have: four numbers, and a port that needs no look. */
const USUAL = /^((?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}):([1-9]\d{0,3})$/;

export function parseAddress(text: string): Address {
  const [, host, port] = USUAL.exec(text) ?? [];
  if (host !== undefined && isIpv4(host) && host !== "0.0.0.0") return usualAddress(host, Number(port));
  if (text.includes("${")) return { kind: "other", text };
  const [whole = "", scheme = ""] = text.includes("@") ? (SCHEME.exec(text) ?? []) : [];
  const rest = text.slice(whole.length);
  if (["abns", "abnsz", "fd", "sockpair", "rhttp"].includes(scheme)) return { kind: "other", text };
  if (["unix", "uxdg", "uxst"].includes(scheme) || rest.startsWith("/")) return { kind: "unix", path: rest };
  return inetAddress(rest, text, scheme);
}

function usualAddress(host: string, port: number): Address {
  return {
    kind: "host",
    host,
    port,
    lastPort: undefined,
    offset: undefined,
    isAddress: true,
    isUdp: false,
    family: undefined,
  };
}

function inetAddress(rest: string, text: string, scheme: string): Address {
  const mark = Math.max(rest.lastIndexOf(":"), rest.lastIndexOf("]"));
  const hasPort = mark >= 0 && rest[mark] === ":";
  const port = parsePort(hasPort ? rest.slice(mark + 1) : "", text);
  if ("message" in port) return { kind: "invalid", message: port.message };
  const written = hasPort ? rest.slice(0, mark) : rest;
  const host = written.startsWith("[") && written.endsWith("]") ? written.slice(1, -1) : written;
  const isV6 = host.includes(":");
  const isAddress = host === "" || host === "*" || isIpv4(host) || (isV6 && ipaddr.IPv6.isValid(host));
  const last = scheme.at(-1);
  return {
    kind: "host",
    host: host === "*" ? "" : host,
    ...port,
    isAddress,
    isUdp: scheme.startsWith("udp") || scheme.startsWith("quic"),
    family: last === "4" ? "ipv4" : last === "6" ? "ipv6" : undefined,
  };
}

type Port =
  | {
      readonly port: number | undefined;
      readonly lastPort: number | undefined;
      readonly offset: number | undefined;
    }
  | { readonly message: string };

function parsePort(text: string, whole: string): Port {
  const none = { port: undefined, lastPort: undefined, offset: undefined };
  if (text === "") return none;
  if (/^[1-9]\d{0,3}$/.test(text)) return { ...none, port: Number(text) };
  const [, sign, digits] = /^([+-])(\d*)$/.exec(text) ?? [];
  if (sign !== undefined) return { ...none, offset: (sign === "-" ? -1 : 1) * Number(digits) };
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (from === undefined) {
    const [odd = ""] = /[^\d]/.exec(text) ?? [];
    return { message: `invalid character '${odd}' in port number '${text}' in '${whole}'` };
  }
  for (const one of [from, to ?? from]) if (Number(one) > 65_535) return { message: `invalid port '${one}'` };
  if (to !== undefined && Number(from) > Number(to)) return { message: `invalid port range '${from}-${to}'` };
  const port = Number(from);
  return {
    ...none,
    port: port === 0 ? undefined : port,
    lastPort: to === undefined ? undefined : Number(to),
  };
}

/** As the library's strict form, which makes an address to find out. */
function isIpv4(host: string): boolean {
  const parts = host.split(".");
  return (
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  );
}

/** Where an address leads, with the port that holds where none is written. */
export function targetOf(address: Exclude<Address, { kind: "invalid" | "other" }>, port: number): Target {
  return address.kind === "unix"
    ? { kind: "unix", path: address.path }
    : { kind: "tcp", host: address.host, port: address.port ?? port, isAddress: address.isAddress };
}
