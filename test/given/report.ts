import type { Cause, CheckReport, EndpointReport, Report, UpstreamReport } from "../../src/model/report.ts";

/** Builders for report values. Each gives something whole and plain; `but` says what is special about it. */

export function endpoint(name: string, but: Partial<EndpointReport> = {}): EndpointReport {
  return {
    endpoint: name,
    address: name.replace(/:\d+$/, ""),
    state: "healthy",
    layers: { dns: "skip", tcp: "pass", tls: "skip", http: "pass" },
    timings: { dnsMs: null, tcpMs: 0.4, tlsMs: null, ttfbMs: 2.1 },
    ...but,
  };
}

export function upstream(name: string, but: Partial<UpstreamReport> = {}): UpstreamReport {
  return { name, gateway: "nginx", state: "healthy", endpoints: [endpoint("10.0.0.9:8080")], ...but };
}

export function check(id: string, but: Partial<CheckReport> = {}): CheckReport {
  return {
    id,
    layer: "tls",
    status: "fail",
    summary: "the handshake is refused",
    durationMs: 3.1,
    subject: { gateway: "nginx", upstream: "api", endpoint: "10.0.0.5:8443" },
    ...but,
  };
}

export function cause(but: Partial<Cause> = {}): Cause {
  return {
    rank: 1,
    id: "port-refused",
    title: "Nothing listens on 10.0.0.22:8080",
    role: "root",
    severity: "error",
    layer: "network",
    confidence: 0.95,
    subjects: [{ gateway: "nginx", upstream: "images", endpoint: "10.0.0.22:8080", route: "/img/" }],
    locations: [{ file: "/etc/nginx/conf.d/images.conf", line: 3, column: 10 }],
    evidence: [
      {
        check: "tcp-connect",
        status: "fail",
        summary: "connection refused in 0.3 ms, 3 times of 3",
        subject: { gateway: "nginx", upstream: "images", endpoint: "10.0.0.22:8080" },
      },
    ],
    fix: {
      summary: "Start the service, or correct the port",
      steps: [],
      commands: ["ss -ltnp 'sport = :8080'"],
    },
    verify: ["nc -vz 10.0.0.22 8080"],
    weighing: {
      met: [{ check: "connects", strength: 0.95, summary: "connection refused in 0.3 ms, 3 times of 3" }],
      contradicted: [],
      missing: [{ what: "log", because: "no log was read" }],
    },
    ...but,
  };
}

export function report(but: Partial<Report> = {}): Report {
  return {
    schemaVersion: 1,
    tool: { name: "uhc", version: "1.0.0" },
    command: "diagnose",
    complete: true,
    startedAt: "2026-11-22T10:00:00.000Z",
    durationMs: 812,
    vantage: { hostname: "gw-1", platform: "linux" },
    inputs: [{ path: "/etc/nginx/nginx.conf", gateway: "nginx", version: "1.26.2", files: 15 }],
    verdict: "healthy",
    summary: "All 4 endpoints of web answer.",
    causes: [],
    ruledOut: [],
    dismissed: [],
    notChecked: [],
    upstreams: [
      upstream("web", {
        routes: ["/"],
        endpoints: ["1", "2", "3", "4"].map((last) => endpoint(`10.0.1.${last}:80`)),
      }),
    ],
    experiments: [],
    timeline: [],
    checks: [],
    ...but,
  };
}

const API = ["10.0.0.5:8443", "10.0.0.6:8443", "10.0.0.7:8443"];
const about = (name: string) => ({ gateway: "nginx", upstream: "api", endpoint: name, route: "/api/" });

/** The SNI story: every endpoint of `api` refuses a handshake without a server name. */
export function sniCause(but: Partial<Cause> = {}): Cause {
  return cause({
    id: "tls-sni-required",
    title: "The upstream picks its certificate by server name, and nginx sends none",
    layer: "tls",
    confidence: 0.98,
    subjects: API.map(about),
    locations: [{ file: "/etc/nginx/conf.d/api.conf", line: 14, column: 5 }],
    evidence: [
      ...API.map((name) => ({
        check: "tls-handshake",
        status: "fail" as const,
        summary: "handshake as nginx does it (no SNI): alert 112 unrecognized_name",
        subject: about(name),
      })),
      {
        check: "tls-sni",
        status: "pass",
        summary: "the same with SNI api.internal succeeds in 3.1 ms",
        subject: about("10.0.0.5:8443"),
      },
      {
        check: "http-answer",
        status: "pass",
        summary: "GET /api/ over that connection: 200 in 9 ms",
        subject: about("10.0.0.5:8443"),
      },
      {
        check: "gateway-log",
        status: "fail",
        summary:
          "error.log: 1,204 × SSL_do_handshake() failed … alert number 112, since 02:10:31, 19 s after conf.d/api.conf was changed",
        subject: { gateway: "nginx", upstream: "api" },
      },
    ],
    fix: {
      summary: "in /etc/nginx/conf.d/api.conf, next to line 14:",
      steps: [],
      commands: ["proxy_ssl_server_name on;", "proxy_ssl_name api.internal;"],
    },
    verify: ["openssl s_client -connect 10.0.0.5:8443 -noservername </dev/null"],
    ...but,
  });
}

/** A whole incident: two root causes, a latent one, things ruled out and not checked. */
export function incident(but: Partial<Report> = {}): Report {
  const dead = { state: "down", layers: { dns: "skip", tcp: "pass", tls: "fail", http: "skip" } } as const;
  return report({
    verdict: "down",
    summary: "api is down: the upstream picks its certificate by server name, and nginx sends none.",
    durationMs: 2100,
    causes: [
      sniCause(),
      cause({ rank: 2 }),
      cause({
        rank: 3,
        id: "tls-certificate-expires-soon",
        title: "The certificate of web expires in 12 days",
        role: "latent",
        severity: "warning",
        layer: "tls",
        confidence: 0.99,
        subjects: [{ gateway: "nginx", upstream: "web", endpoint: "10.0.1.1:80" }],
      }),
    ],
    upstreams: [
      upstream("api", {
        state: "down",
        routes: ["/api/", "/v2/"],
        endpoints: API.map((name) => endpoint(name, dead)),
      }),
      upstream("web", {
        routes: ["/"],
        endpoints: ["1", "2", "3", "4"].map((last) => endpoint(`10.0.1.${last}:80`)),
      }),
      upstream("images", {
        state: "degraded",
        routes: ["/img/"],
        endpoints: [endpoint("10.0.0.21:8080"), endpoint("10.0.0.22:8080", { state: "down" })],
      }),
    ],
    ruledOut: [
      { id: "dns-name-not-found", because: "same answer from 2 resolvers" },
      { id: "dns-answers-differ", because: "same answer from 2 resolvers" },
      { id: "firewall-blocks", because: "connects in 0.4 ms" },
      { id: "tls-certificate-expired", because: "84 days left" },
    ],
    notChecked: [
      { what: "journal of the service", because: "no permission: run as root or join the adm group" },
    ],
    experiments: [
      { subject: about("10.0.0.5:8443"), varied: "SNI none → api.internal", outcome: "handshake succeeds" },
    ],
    timeline: [
      {
        at: "2026-11-22T02:10:12.000Z",
        what: "conf.d/api.conf was changed",
        source: "/etc/nginx/conf.d/api.conf",
        kind: "change",
      },
      {
        at: "2026-11-22T02:10:31.000Z",
        what: "first SSL_do_handshake() failed",
        source: "/var/log/nginx/error.log",
        kind: "failure",
      },
    ],
    checks: [
      check("tls-handshake"),
      check("tls-sni", { status: "pass", summary: "the endpoint answers with a server name" }),
      check("http-answer", {
        layer: "application",
        status: "skip",
        summary: "no connection",
        because: "the handshake failed",
      }),
      check("tcp-connect", {
        layer: "network",
        summary: "connection refused",
        subject: { gateway: "nginx", upstream: "images", endpoint: "10.0.0.22:8080" },
      }),
    ],
    ...but,
  });
}
