import type { Endpoint, Gateway, Route, Upstream } from "../../model/config.ts";
import type { Forward, TlsSettings } from "../../model/forward.ts";
import { assumed, type Location, written } from "../../model/source.ts";
import { parseTarget, type TargetText } from "./target.ts";

export interface TargetOptions {
  readonly caFile: string | undefined;
  readonly certificateFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly host: string | undefined;
  readonly serverName: string | undefined;
  readonly timeoutMs: number;
}

/**
 * A bare target as a model of its own, so that it goes the same way as everything else: gateway `none`, the target as
 * its one upstream. A URL is asked as curl asks (SNI, verification against the given CA or the system's); host:port
 * and a socket are a question about the connection alone. Undefined for a text that is no target.
 */
export function readTarget(text: string, options: TargetOptions): Gateway | undefined {
  const target = parseTarget(text);
  if (target === undefined) return undefined;
  const at: Location = { file: target.label, line: 1, column: 1 };
  const upstream = upstreamOf(target, at);
  const forward = forwardOf(target, options, at);
  const route: Route = {
    id: "target",
    label: target.path ?? target.label,
    listeners: [],
    hosts: [],
    match: target.path === undefined ? { kind: "connection" } : { kind: "exact", path: target.path },
    condition: undefined,
    forward,
    location: at,
  };
  return {
    id: "none",
    kind: "none",
    version: undefined,
    tlsLibrary: undefined,
    user: undefined,
    mainFile: target.label,
    files: [],
    listeners: [],
    routes: [route],
    upstreams: [upstream],
    logs: [],
    pidFile: undefined,
    problems: [],
  };
}

function upstreamOf(target: TargetText, at: Location): Upstream {
  const endpoint: Endpoint = {
    endpoint: target.endpoint,
    target: target.target,
    role: "primary",
    intent: assumed("active", at),
    weight: assumed(1, at),
    maxConnections: undefined,
    ejection: undefined,
    resolution:
      target.target.kind === "tcp" && !target.target.isAddress ? { kind: "system" } : { kind: "none" },
    location: at,
  };
  return {
    id: target.label,
    name: target.label,
    form: "literal",
    endpoints: [endpoint],
    balance: assumed("single", at),
    keepalive: undefined,
    healthCheck: undefined,
    sharesState: true,
    location: at,
  };
}

function forwardOf(target: TargetText, options: TargetOptions, at: Location): Forward {
  const limit = assumed(options.timeoutMs, at);
  return {
    upstream: target.label,
    protocol: target.path === undefined ? "tcp" : "http",
    httpVersion: assumed("1.1", at),
    host: options.host === undefined ? assumed([target.authority], at) : written([options.host], at),
    headers: headersOf(target, at),
    method: undefined,
    path: assumed({ kind: "unchanged" }, at),
    tls: target.hasTls ? tlsOf(target, options, at) : undefined,
    timeouts: {
      connectMs: limit,
      handshakeMs: limit,
      sendIdleMs: undefined,
      readIdleMs: limit,
      requestMs: undefined,
    },
    retry: { on: assumed([], at), attempts: assumed(1, at), totalMs: assumed(0, at) },
    responseHeaderBytes: assumed(Number.MAX_SAFE_INTEGER, at),
    buffersResponse: assumed(false, at),
    sourceAddress: undefined,
    proxyProtocol: assumed(0, at),
    location: at,
  };
}

/** What curl sends of its own accord; the credentials of a URL as Basic (RFC 7617). */
function headersOf({ path, credentials }: TargetText, at: Location): Forward["headers"] {
  if (path === undefined) return [];
  const accept = { name: "Accept", value: ["*/*"], location: at };
  if (credentials === undefined) return [accept];
  const basic = `Basic ${Buffer.from(credentials).toString("base64")}`;
  return [{ name: "Authorization", value: [basic], location: at }, accept];
}

function tlsOf(target: TargetText, options: TargetOptions, at: Location): TlsSettings {
  const { caFile, certificateFile, keyFile } = options;
  const name = options.serverName ?? target.host;
  const isAddress =
    target.target.kind === "tcp" && target.target.isAddress && options.serverName === undefined;
  return {
    serverName: assumed(isAddress ? { kind: "none" } : { kind: "name", name: [name] }, at),
    verify: assumed(true, at),
    verifyName: assumed([name], at),
    matchesAddresses: true,
    verifyDepth: assumed(100, at),
    trust:
      caFile === undefined ? assumed({ kind: "system" }, at) : written({ kind: "file", path: caFile }, at),
    versions: assumed(["TLSv1.2", "TLSv1.3"], at),
    ciphers: assumed("DEFAULT", at),
    alpn: assumed(["http/1.1"], at),
    clientCertificate:
      certificateFile === undefined
        ? undefined
        : { certificateFile: written(certificateFile, at), keyFile: written(keyFile ?? certificateFile, at) },
    location: at,
  };
}
