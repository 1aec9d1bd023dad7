import ipaddr from "ipaddr.js";
import type { Target } from "../../../model/config.ts";

/** What stands behind the scheme of a `*_pass` or in a `server` line. */
export type Address =
  | {
      readonly kind: "host";
      /** As written, with the brackets of an IPv6 address. */
      readonly host: string;
      readonly port: number | undefined;
      readonly portText: string;
      readonly isAddress: boolean;
      /** From the first `/` or `?`; empty where there is none. */
      readonly uri: string;
    }
  | { readonly kind: "unix"; readonly path: string; readonly uri: string }
  /** `error` in nginx's words. */
  | { readonly kind: "invalid"; readonly error: string };

const invalid = (error: string): Address => ({ kind: "invalid", error });

/** Reads an address as ngx_parse_url does (src/core/ngx_inet.c), without resolving it. */
export function parseAddress(text: string, allowsUri: boolean): Address {
  if (/^unix:/i.test(text)) return parseUnix(text.slice(5), allowsUri);
  const isBracketed = text.startsWith("[");
  const hostEnd = isBracketed ? text.indexOf("]") + 1 : 0;
  if (isBracketed && hostEnd === 0) return invalid("invalid host");
  const uriStart = startOfUri(text, hostEnd, isBracketed);
  if (uriStart < text.length && !allowsUri) return invalid("invalid host");
  const uri = text.slice(uriStart);
  const authority = text.slice(0, uriStart);
  const colon = authority.indexOf(":", hostEnd);
  if (isBracketed && colon !== hostEnd && authority.length > hostEnd) return invalid("invalid host");
  const portText = colon === -1 ? "" : authority.slice(colon + 1);
  const port = colon === -1 ? undefined : parsePort(portText);
  if (colon !== -1 && port === undefined) return invalid("invalid port");
  const host = colon === -1 ? authority : authority.slice(0, colon);
  if (host === "" || host === "[]") return invalid("no host");
  if (isBracketed && !isIpv6(host.slice(1, -1))) return invalid("invalid IPv6 address");
  return { kind: "host", host, port, portText, isAddress: isBracketed || isIpv4(host), uri };
}

/** The end of the address. An IPv6 address ends at `/` alone, any other also at `?`. */
function startOfUri(text: string, from: number, isBracketed: boolean): number {
  const start = isBracketed ? text.indexOf("/", from) : text.search(/[/?]/);
  return start === -1 ? text.length : start;
}

function parseUnix(text: string, allowsUri: boolean): Address {
  const colon = allowsUri ? text.indexOf(":") : -1;
  const path = colon === -1 ? text : text.slice(0, colon);
  if (path === "") return invalid("no path in the unix domain socket");
  // sun_path has 108 bytes on Linux, the closing NUL among them
  if (path.length > 107) return invalid("too long path in the unix domain socket");
  return { kind: "unix", path, uri: colon === -1 ? "" : text.slice(colon + 1) };
}

/** A port, or undefined for what nginx calls an invalid one. */
function parsePort(text: string): number | undefined {
  if (!/^\d{1,15}$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** Four decimal numbers, as ngx_inet_addr wants them: no hexadecimal, no shorter forms. */
export function isIpv4(host: string): boolean {
  let dots = 0;
  let digits = 0;
  let number = 0;
  for (let at = 0; at < host.length; at++) {
    const code = host.charCodeAt(at);
    if (code === 46 && digits > 0 && dots < 3) {
      dots++;
      digits = 0;
      number = 0;
    } else {
      number = number * 10 + code - 48;
      if (code < 48 || code > 57 || ++digits > 3 || number > 255) return false;
    }
  }
  return dots === 3 && digits > 0;
}

function isIpv6(text: string): boolean {
  return !text.includes("%") && ipaddr.IPv6.isValid(text);
}

/** Where an address leads; `port` is the one that holds where none is written. */
export function targetOf(address: Exclude<Address, { kind: "invalid" }>, port: number): Target {
  if (address.kind === "unix") return { kind: "unix", path: address.path };
  const host = address.host.startsWith("[") ? address.host.slice(1, -1) : address.host;
  return { kind: "tcp", host, port: address.port ?? port, isAddress: address.isAddress };
}
