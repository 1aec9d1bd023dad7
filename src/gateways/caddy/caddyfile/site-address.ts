import { isBadAddress, joinHostPort, splitHostPort } from "./network-address.ts";
import { Refusal } from "./refusal.ts";
import type { Token } from "./token.ts";

/** The address of a site, in its parts (`ParseAddress`, httpcaddyfile/addresses.go). */
export interface SiteAddress {
  readonly token: Token;
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
}

export function parseSiteAddress(token: Token): SiteAddress {
  const written = token.text.slice(0, 4_096).trim();
  const scheme = written.indexOf("://");
  const rest = scheme < 0 ? written : written.slice(scheme + 3);
  const slash = rest.indexOf("/");
  const { host, port } = hostAndPort(slash < 0 ? rest : rest.slice(0, slash));
  return {
    token,
    scheme: lowerCase(scheme < 0 ? "" : written.slice(0, scheme)),
    host: lowerCase(normalHost(host)),
    port: checkedPort(token, port),
    path: slash < 0 ? "" : rest.slice(slash),
  };
}

function hostAndPort(written: string): { readonly host: string; readonly port: string } {
  const split = splitHostPort(written);
  if (!isBadAddress(split)) return split;
  const bare = splitHostPort(`${written}:`);
  return isBadAddress(bare) ? { host: written, port: "" } : bare;
}

/** A port that only the environment of Caddy's process knows counts as none. */
function checkedPort(token: Token, port: string): string {
  if (port === "") return port;
  if (!/^[+-]?\d+$/.test(port)) {
    if (token.isOpen) return "";
    throw new Refusal(
      `parsing key: invalid port '${port}': strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`,
      token,
    );
  }
  if (Number(port) < 0 || Number(port) > 65_535)
    throw new Refusal(`parsing key: port ${Number(port)} is out of range`, token);
  return port;
}

function normalHost(host: string): string {
  const trimmed = host.trim();
  if (!trimmed.includes(":") || !/^[\da-f:]+$/i.test(trimmed)) return trimmed;
  try {
    return new URL(`http://[${trimmed}]/`).hostname.slice(1, -1);
  } catch {
    return trimmed;
  }
}

/** Lower case, but for placeholders, whose names keep theirs. */
function lowerCase(value: string): string {
  if (!value.includes("{")) return value.toLowerCase();
  return value.replace(/(\{[^}]*(?:\}|$))|([^{]+)/g, (_, inside, outside) => inside ?? outside.toLowerCase());
}

/** The address as a URL, for messages. */
export function siteUrl({ scheme, host, port, path }: SiteAddress): string {
  if (host === "" && port === "") return "";
  const shown = scheme === "" ? (port === "443" ? "https" : "http") : scheme;
  const usual = shown === "https" ? "443" : "80";
  return `${shown}://${port === "" || port === usual ? host : joinHostPort(host, port)}${path}`;
}
