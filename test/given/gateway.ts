import type { Endpoint, Gateway, Route, Upstream } from "../../src/model/config.ts";
import type { Forward, TlsSettings } from "../../src/model/forward.ts";
import { assumed, type Location } from "../../src/model/source.ts";

const at: Location = { file: "/etc/gateway.conf", line: 1, column: 1 };

/** "10.0.0.5:80" or "app.internal:80" as an endpoint with the usual defaults. */
export function endpoint(text: string, over: Partial<Endpoint> = {}): Endpoint {
  const [, host = "", port = ""] = /^(.*):(\d+)$/.exec(text) ?? [];
  const isAddress = /^[\d.]+$/.test(host);
  return {
    endpoint: text,
    target: { kind: "tcp", host, port: Number(port), isAddress },
    role: "primary",
    intent: assumed("active", at),
    weight: assumed(1, at),
    maxConnections: undefined,
    ejection: undefined,
    resolution: isAddress ? { kind: "none" } : { kind: "system" },
    location: at,
    ...over,
  };
}

export function upstream(
  name: string,
  endpoints: readonly Endpoint[],
  over: Partial<Upstream> = {},
): Upstream {
  return {
    id: name,
    name,
    form: "group",
    endpoints,
    balance: assumed("round-robin", at),
    keepalive: undefined,
    healthCheck: undefined,
    sharesState: false,
    location: at,
    ...over,
  };
}

export function forward(to: string, over: Partial<Forward> = {}): Forward {
  return {
    upstream: to,
    protocol: "http",
    httpVersion: assumed("1.0", at),
    host: assumed([to], at),
    headers: [],
    method: undefined,
    path: assumed({ kind: "unchanged" }, at),
    tls: undefined,
    timeouts: {
      connectMs: assumed(60_000, at),
      handshakeMs: assumed(60_000, at),
      sendIdleMs: assumed(60_000, at),
      readIdleMs: assumed(60_000, at),
      requestMs: undefined,
    },
    retry: { on: assumed(["error", "timeout"], at), attempts: assumed(0, at), totalMs: assumed(0, at) },
    responseHeaderBytes: assumed(4096, at),
    buffersResponse: assumed(true, at),
    sourceAddress: undefined,
    proxyProtocol: assumed(0, at),
    location: at,
    ...over,
  };
}

export function tls(over: Partial<TlsSettings> = {}): TlsSettings {
  return {
    serverName: assumed({ kind: "none" }, at),
    verify: assumed(false, at),
    verifyName: assumed(["api.internal"], at),
    matchesAddresses: false,
    verifyDepth: assumed(1, at),
    trust: assumed({ kind: "none" }, at),
    versions: assumed(["TLSv1.2", "TLSv1.3"], at),
    ciphers: assumed("DEFAULT", at),
    alpn: assumed([], at),
    clientCertificate: undefined,
    location: at,
    ...over,
  };
}

export function route(path: string, to: string, over: Partial<Route> = {}): Route {
  return {
    id: `${path} ${to}`,
    label: path,
    listeners: [],
    hosts: [],
    match: { kind: "prefix", path },
    condition: undefined,
    forward: forward(to),
    location: at,
    ...over,
  };
}

export function gateway(
  upstreams: readonly Upstream[],
  routes: readonly Route[],
  over: Partial<Gateway> = {},
): Gateway {
  return {
    id: "nginx",
    kind: "nginx",
    version: "1.26.2",
    tlsLibrary: undefined,
    user: undefined,
    mainFile: at.file,
    files: [at.file],
    listeners: [],
    routes,
    upstreams,
    logs: [],
    pidFile: undefined,
    problems: [],
    ...over,
  };
}
