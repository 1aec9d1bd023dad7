import ipaddr from "ipaddr.js";
import type { Target } from "../../model/config.ts";

/** A target from the command line, taken apart. */
export interface TargetText {
  /** As it is shown: without credentials. */
  readonly label: string;
  readonly host: string;
  /** Host with the port unless it is the scheme's own, for the Host header. */
  readonly authority: string;
  readonly target: Target;
  /** "h:443", "[::1]:80", "unix:/path". */
  readonly endpoint: string;
  readonly hasTls: boolean;
  /** "user:password" of a URL, decoded; undefined where it has none. */
  readonly credentials: string | undefined;
  /** Path and query of a URL; undefined for host:port and sockets. */
  readonly path: string | undefined;
}

/** Reads `http(s)://…`, `host:port`, `[v6]:port` and `unix:/path`; undefined for anything else. */
export function parseTarget(text: string): TargetText | undefined {
  if (/^https?:\/\//i.test(text)) return fromUrl(text);
  if (text.startsWith("unix:/")) return fromSocket(text.slice("unix:".length));
  const match = /^(?:\[([0-9A-Fa-f:.%\w]+)\]|([^\s:/@[\]]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  const endpoint = endpointText(host, port);
  const target = tcp(host, port);
  return {
    label: endpoint,
    host,
    authority: endpoint,
    target,
    endpoint,
    hasTls: false,
    credentials: undefined,
    path: undefined,
  };
}

function fromUrl(text: string): TargetText | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const hasTls = url.protocol === "https:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (host === "") return undefined;
  const port = url.port === "" ? (hasTls ? 443 : 80) : Number(url.port);
  return {
    label: `${url.protocol}//${url.host}${url.pathname}${url.search}`,
    host,
    authority: url.host,
    target: tcp(host, port),
    endpoint: endpointText(host, port),
    hasTls,
    credentials: credentialsOf(url),
    path: `${url.pathname}${url.search}`,
  };
}

function credentialsOf({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  return `${decoded(username)}:${decoded(password)}`;
}

/** As it stands where it is no valid percent-encoding, which is what curl sends too. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function fromSocket(path: string): TargetText {
  const label = `unix:${path}`;
  const target: Target = { kind: "unix", path };
  return {
    label,
    host: "localhost",
    authority: "localhost",
    target,
    endpoint: label,
    hasTls: false,
    credentials: undefined,
    path: undefined,
  };
}

function tcp(host: string, port: number): Target {
  return { kind: "tcp", host, port, isAddress: isAddress(host) };
}

function endpointText(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

function isAddress(host: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(host);
}
