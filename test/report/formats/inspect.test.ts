import { describe, expect, it } from "vitest";
import type { Endpoint, Gateway, Route, Upstream } from "../../../src/model/config.ts";
import type { Forward } from "../../../src/model/forward.ts";
import { assumed, type Location, written } from "../../../src/model/source.ts";
import { renderInspection } from "../../../src/report/formats/inspect.ts";
import { plainText } from "../../../src/report/style.ts";

const at = (line: number, file = "/etc/nginx/nginx.conf"): Location => ({ file, line, column: 5 });

const FORWARD: Forward = {
  upstream: "api",
  protocol: "http",
  httpVersion: assumed("1.0", at(7)),
  host: written(["api.internal"], at(8)),
  headers: [{ name: "X-Real-IP", value: [{ kind: "client-address", raw: "$remote_addr" }], location: at(9) }],
  method: undefined,
  path: written({ kind: "replace-prefix", from: "/api/", to: "/v2/" }, at(7)),
  tls: {
    serverName: assumed({ kind: "none" }, at(7)),
    verify: written(true, at(10)),
    verifyName: assumed(["api"], at(7)),
    matchesAddresses: false,
    verifyDepth: assumed(1, at(7)),
    trust: written({ kind: "file", path: "/etc/ssl/ca.pem" }, at(3, "/etc/nginx/tls.conf")),
    versions: assumed(["TLSv1.2", "TLSv1.3"], at(7)),
    ciphers: assumed("DEFAULT", at(7)),
    alpn: assumed([], at(7)),
    clientCertificate: undefined,
    location: at(7),
  },
  timeouts: {
    connectMs: written(5000, at(11)),
    handshakeMs: assumed(60_000, at(7)),
    sendIdleMs: assumed(60_000, at(7)),
    readIdleMs: written(3_600_000, at(12)),
    requestMs: undefined,
  },
  retry: {
    on: assumed(["error", "timeout", { status: 502 }], at(7)),
    attempts: assumed(0, at(7)),
    totalMs: assumed(0, at(7)),
  },
  responseHeaderBytes: assumed(4096, at(7)),
  buffersResponse: assumed(true, at(7)),
  sourceAddress: undefined,
  proxyProtocol: assumed(0, at(7)),
  location: at(7),
};

const ROUTE: Route = {
  id: "1",
  label: "/api/",
  listeners: ["l"],
  hosts: ["example.org"],
  match: { kind: "prefix", path: "/api/" },
  condition: undefined,
  forward: FORWARD,
  location: at(6),
};

function endpoint(host: string, but: Partial<Endpoint> = {}): Endpoint {
  return {
    endpoint: `${host}:8443`,
    target: { kind: "tcp", host, port: 8443, isAddress: true },
    role: "primary",
    intent: assumed("active", at(3)),
    weight: assumed(1, at(3)),
    maxConnections: undefined,
    ejection: {
      failures: assumed(1, at(3)),
      windowMs: assumed(10_000, at(3)),
      penaltyMs: assumed(10_000, at(3)),
    },
    resolution: { kind: "none" },
    location: at(3),
    ...but,
  };
}

const UPSTREAM: Upstream = {
  id: "api",
  name: "api",
  form: "group",
  endpoints: [
    endpoint("10.0.0.5"),
    endpoint("10.0.0.6", { role: "backup", intent: written("down", at(4)), location: at(4) }),
  ],
  balance: assumed("round-robin", at(2)),
  keepalive: undefined,
  healthCheck: undefined,
  sharesState: false,
  location: at(2),
};

const GATEWAY: Gateway = {
  id: "nginx",
  kind: "nginx",
  version: "1.26.2",
  tlsLibrary: undefined,
  user: undefined,
  mainFile: "/etc/nginx/nginx.conf",
  files: ["/etc/nginx/nginx.conf", "/etc/nginx/tls.conf"],
  listeners: [
    {
      id: "l",
      address: "::",
      port: 443,
      transport: "tcp",
      hasTls: true,
      expectsProxyProtocol: false,
      location: at(5),
    },
  ],
  routes: [ROUTE],
  upstreams: [UPSTREAM],
  logs: [],
  pidFile: undefined,
  problems: [],
};

function shown(gateway: Gateway = GATEWAY, only?: ReadonlySet<string>): string {
  return plainText(renderInspection([gateway], [], { columns: 80, only }));
}

function withForward(but: Partial<Forward>, route: Partial<Route> = {}): Gateway {
  return { ...GATEWAY, routes: [{ ...ROUTE, forward: { ...FORWARD, ...but }, ...route }] };
}

describe("renderInspection", () => {
  it("shows routes, the URLs that reach the service, and every limit with where it comes from", () => {
    expect(`\n${shown()}`).toBe(`
nginx 1.26.2   /etc/nginx/nginx.conf + 1 file
listens      [::]:443 (tls)

/api/  for example.org                                   /etc/nginx/nginx.conf:7
  reaches    https://10.0.0.5:8443/v2/  https://10.0.0.6:8443/v2/
  upstream   api (2 endpoints)
  Host       api.internal (line 8) · HTTP/1.0 (default)
  TLS        SNI none (default) · verifies api (default) against /etc/ssl/ca.pem
             (/etc/nginx/tls.conf:3) · TLSv1.2 TLSv1.3 (default)
  sends      X-Real-IP: $remote_addr
  waits      connect 5 s (line 11) → handshake 60 s (default) → send 60 s
             (default) → read 1 h (line 12)
  retries    after error, timeout, 502 (default) · every endpoint (default)

api  round-robin · no active check                       /etc/nginx/nginx.conf:2
  10.0.0.5:8443  weight 1 · out for 10 s after 1 failure in 10 s · line 3
  10.0.0.6:8443  down · backup · weight 1 · out for 10 s after 1 failure in 10 s
                 · line 4
`);
  });

  it("shows only what leads to the upstream that is asked for", () => {
    expect(shown(GATEWAY, new Set(["other"]))).not.toContain("/api/");
    expect(shown(GATEWAY, new Set(["api"]))).toContain("/api/");
  });

  it("says that a path depends on the request rather than guess it", () => {
    const unknown = { kind: "replace-all", to: [{ kind: "unknown", raw: "$x" }] } as const;
    const text = shown(withForward({ path: written(unknown, at(7)) }));
    expect(text).toContain("https://10.0.0.5:8443/…");
    expect(text).toContain("(the path depends on the request)");
  });

  it("shows no path where the protocol has none, and no Host", () => {
    const text = shown(
      withForward({ protocol: "tcp", tls: undefined }, { match: { kind: "connection" }, label: ":5432" }),
    );
    expect(text).toContain("reaches    tcp://10.0.0.5:8443  tcp://10.0.0.6:8443");
    expect(text).not.toContain("Host ");
  });

  it("shows sockets and IPv6 as URLs have them", () => {
    const endpoints = [
      endpoint("fd00::5"),
      endpoint("x", { target: { kind: "unix", path: "/run/app.sock" } }),
    ];
    const text = shown({ ...withForward({ tls: undefined }), upstreams: [{ ...UPSTREAM, endpoints }] });
    expect(text).toContain("http://[fd00::5]:8443/v2/  http://unix:/run/app.sock:/v2/");
  });

  it("shows what the gateway would refuse", () => {
    const problems = [
      {
        cause: "config-syntax-error",
        message: 'unknown directive "sever"',
        location: at(2),
        refusesConfig: true,
        about: undefined,
      },
    ] as const;
    expect(shown({ ...GATEWAY, problems })).toContain(
      'refused      /etc/nginx/nginx.conf:2  unknown directive "sever"',
    );
  });

  it("keeps a route with a thousand endpoints short", () => {
    const endpoints = Array.from({ length: 1000 }, (_, index) => endpoint(`10.0.1.${index}`));
    const text = shown({ ...GATEWAY, upstreams: [{ ...UPSTREAM, endpoints }] });
    expect(text).toContain("and 994 more");
    expect(text).toContain("and 950 more");
  });
});
