import type {
  DnsQuery,
  FileFacts,
  GatewayProcess,
  LogEvent,
  ObservationOf,
  ProcessFacts,
  ResolveFacts,
} from "../../src/model/observation.ts";
import type { Outcome, OutcomeKind } from "../../src/model/outcome.ts";
import type { ClimbRequest, ResolveRequest } from "../../src/model/request.ts";
import type { Subject } from "../../src/model/subject.ts";
import { climbRequest } from "./climb.ts";

/** A gateway's time for tests: 2026-11-22T02:10:31Z. */
export const AT = Date.UTC(2026, 10, 22, 2, 10, 31);

const ENDS = {
  answered: ["answered", "answered", undefined],
  silence: ["timed-out", "no connection", undefined],
  denied: ["not-allowed", "permission denied", "EACCES"],
  unbound: ["not-tried", "the source address is not available on this host", "EADDRNOTAVAIL"],
  ECONNREFUSED: ["refused", "connection refused", "ECONNREFUSED"],
  EAGAIN: ["refused", "the socket's queue of waiting connections is full", "EAGAIN"],
  ETIMEDOUT: ["timed-out", "the system gave up waiting", "ETIMEDOUT"],
  EHOSTUNREACH: ["unreachable", "no route to host", "EHOSTUNREACH"],
  ENETUNREACH: ["unreachable", "network is unreachable", "ENETUNREACH"],
  EACCES: ["unreachable", "prohibited by a route or a firewall", "EACCES"],
  EINVAL: ["unreachable", "the route is a black hole", "EINVAL"],
  EPERM: ["not-allowed", "operation not permitted", "EPERM"],
  ENOENT: ["not-found", "no such socket", "ENOENT"],
  EADDRNOTAVAIL: ["probe-broken", "no local port is free for this address", "EADDRNOTAVAIL"],
} as const satisfies Record<string, readonly [OutcomeKind, string, string | undefined]>;
export type End = keyof typeof ENDS;

export function ended(end: End): Outcome {
  const [kind, reason, code] = ENDS[end];
  return { kind, reason, code };
}

/** A connection to "10.0.0.5:80", "[::1]:80" or "unix:/path", on behalf of an endpoint of the upstream "api". */
export function connect(
  to: string,
  end: End = "answered",
  over: {
    durationMs?: number;
    endpoint?: string;
    request?: Partial<ClimbRequest>;
    route?: string;
    failedHere?: true;
  } = {},
): ObservationOf<"connect"> {
  const outcome = ended(end);
  const durationMs = over.durationMs ?? 0.4;
  return {
    kind: "connect",
    request: { ...requestTo(to), ...over.request },
    outcome,
    startedAt: AT,
    durationMs,
    facts: { localAddress: undefined, tries: [{ outcome, durationMs }], failedHere: over.failedHere },
    subjects: [{ ...about(over.endpoint ?? to), address: hostOf(to), route: over.route ?? "/ api" }],
    varied: undefined,
  };
}

export function requestTo(to: string): ClimbRequest {
  if (to.startsWith("unix:")) return climbRequest("", 0, { target: { kind: "unix", path: to.slice(5) } });
  return climbRequest(hostOf(to) ?? "", Number(to.slice(to.lastIndexOf(":") + 1)));
}

function hostOf(to: string): string | undefined {
  return to.startsWith("unix:") ? undefined : to.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
}

export function about(endpoint: string): Subject {
  return { gateway: "nginx", upstream: "api", endpoint };
}

/** What a server answers: addresses, an rcode, or nothing. */
export function query(
  server: string,
  answer: readonly string[] | string,
  over: Partial<DnsQuery> = {},
): DnsQuery {
  const addresses = typeof answer === "string" ? [] : answer;
  const rcode = typeof answer === "string" ? answer : "NOERROR";
  return {
    server,
    name: "api.internal",
    type: "A",
    outcome: queryOutcome(rcode, addresses.length > 0),
    rcode: rcode === "silence" ? undefined : rcode === "NODATA" ? "NOERROR" : rcode,
    addresses,
    ttlSeconds: 60,
    durationMs: 1.2,
    usedTcp: false,
    ...over,
  };
}

function queryOutcome(rcode: string, found: boolean): Outcome {
  if (found) return ended("answered");
  if (rcode === "silence") return { kind: "timed-out", reason: "no answer within 2000 ms", code: undefined };
  const kind = rcode === "NXDOMAIN" || rcode === "NODATA" ? "not-found" : "rejected";
  return { kind, reason: `the name server answers ${rcode}`, code: rcode };
}

/** The name "api.internal" of the endpoint "api.internal:80", as these queries and the hosts file answer it. */
export function resolve(
  facts: Partial<ResolveFacts>,
  over: { outcome?: Outcome; request?: Partial<ResolveRequest>; endpoint?: string } = {},
): ObservationOf<"resolve"> {
  const queries = facts.queries ?? [];
  const found = [...new Set(queries.flatMap(({ addresses }) => addresses))];
  const addresses = facts.addresses ?? found.map(addressOf);
  const failure = queries.find(({ addresses: none }) => none.length === 0)?.outcome ?? ended("answered");
  return {
    kind: "resolve",
    request: {
      kind: "resolve",
      name: "api.internal",
      families: ["ipv4", "ipv6"],
      via: { kind: "system" },
      timeoutMs: 5000,
      ...over.request,
    },
    outcome: over.outcome ?? (addresses.length > 0 ? ended("answered") : failure),
    startedAt: AT,
    durationMs: 2,
    facts: {
      source: addresses.length > 0 ? "dns" : "nothing",
      hostsFileAddresses: [],
      ...facts,
      queries,
      addresses,
    },
    subjects: [about(over.endpoint ?? "api.internal:80")],
    varied: undefined,
  };
}

export function addressOf(address: string): ResolveFacts["addresses"][number] {
  return { address, family: address.includes(":") ? "ipv6" : "ipv4", ttlSeconds: 60 };
}

export function file(
  path: string,
  facts: Partial<FileFacts>,
  outcome: Outcome = ended("answered"),
): ObservationOf<"file"> {
  return {
    kind: "file",
    request: { kind: "file", path, purpose: "socket", user: "www-data" },
    outcome,
    startedAt: AT,
    durationMs: 0.1,
    facts: {
      type: "socket",
      mode: 0o600,
      owner: "app",
      group: "app",
      userMayOpen: undefined,
      blockedAt: undefined,
      modifiedAt: undefined,
      ...facts,
    },
    subjects: [about(`unix:${path}`)],
    varied: undefined,
  };
}

export function processes(
  running: readonly Partial<GatewayProcess>[],
  pidFile: ProcessFacts["pidFile"] = undefined,
  lastChange: ProcessFacts["lastChange"] = undefined,
): ObservationOf<"process"> {
  return {
    kind: "process",
    request: {
      kind: "process",
      gateway: "nginx",
      configFile: "/etc/gateway.conf",
      pidFile: "/run/nginx.pid",
      configFiles: ["/etc/gateway.conf"],
    },
    outcome: ended("answered"),
    startedAt: AT,
    durationMs: 5,
    facts: {
      processes: running.map((one) => ({
        pid: 812,
        startedAt: AT - 3_600_000,
        commandLine: "nginx: master process",
        user: "root",
        sharesNetwork: true,
        ...one,
      })),
      pidFile,
      lastChange,
    },
    subjects: [{ gateway: "nginx" }],
    varied: undefined,
  };
}

export function event(word: string, over: Partial<LogEvent> = {}): LogEvent {
  return {
    event: word,
    level: "error",
    peer: undefined,
    upstream: undefined,
    errno: undefined,
    firstAt: AT - 60_000,
    lastAt: AT,
    count: 12,
    sample: `a line about ${word}`,
    detail: undefined,
    ...over,
  };
}

export function log(...events: readonly LogEvent[]): ObservationOf<"log"> {
  return {
    kind: "log",
    request: {
      kind: "log",
      gateway: "nginx",
      path: "/var/log/error.log",
      log: "error",
      format: undefined,
      sinceMs: 3_600_000,
    },
    outcome: ended("answered"),
    startedAt: AT,
    durationMs: 3,
    facts: { events, bytesRead: 100, isPartial: false, timeZone: "UTC" },
    subjects: [{ gateway: "nginx" }],
    varied: undefined,
  };
}
