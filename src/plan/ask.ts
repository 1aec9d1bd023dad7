import type { Endpoint, Listener, Route } from "../model/config.ts";
import type { Forward, HeaderSetting } from "../model/forward.ts";
import type { HealthCheck } from "../model/health-check.ts";
import type { ClimbRequest, ExchangeAsk } from "../model/request.ts";
import { rewritePath } from "../model/rewrite.ts";
import { checkWire, connectionAsk, routeWire } from "./connection.ts";
import { answerPatience } from "./patience.ts";
import { fill, type RequestFacts } from "./template.ts";

/** A climb that only lacks the address. */
export type Ask = Omit<ClimbRequest, "target">;

/** What the user declared about asking. */
export interface AskOptions {
  readonly patienceMs: number;
  /** For an answer it reads on so long at most, where the gateway's own limit calls for it; 0 for not at all. */
  readonly readOnMs: number;
  readonly healthPath: string | undefined;
  /** Host header of the client's request, where the user names one. */
  readonly host: string | undefined;
  readonly serverName: string | undefined;
}

/** Who is asked, and on which sockets the gateway itself takes requests. */
export interface AskedEndpoint {
  readonly endpoint: Endpoint;
  readonly listeners: readonly Listener[];
}

const LOOPBACK = "127.0.0.1";

/** The path that a client asks for to reach this route: its own prefix, `/` where a pattern decides. */
export function clientPath(route: Route): string {
  return route.match.kind === "prefix" || route.match.kind === "exact" ? route.match.path : "/";
}

/** The host name that a client asks for to reach this route: the first one that is no pattern, or else a guess. */
export function clientHost(
  route: Route,
  options: Pick<AskOptions, "host">,
): { readonly host: string; readonly isGuess: boolean } {
  const literal = route.hosts.find((host) => /^[A-Za-z0-9.-]*[A-Za-z0-9]$/.test(host) && host !== "_");
  const known = options.host ?? literal;
  if (known !== undefined) return { host: known, isGuess: false };
  const wildcard = route.hosts.find((host) => host.startsWith("*.") || host.startsWith("."));
  return { host: wildcard?.replace(/^\*?\./, "www.") ?? "localhost", isGuess: true };
}

/** The request that the gateway would send to an endpoint for a request on this route. */
export function routeAsk(route: Route, on: AskedEndpoint, options: AskOptions): Ask {
  const { forward } = route;
  const facts = requestFacts(route, on, options);
  const path = rewritePath(forward.path.value, facts.uri) ?? facts.uri;
  const exchange = layer4(forward.protocol) ? quietExchange(forward) : exchangeAsk(forward, facts, path);
  const connection = connectionAsk(forward, routeWire(route, on.endpoint), facts, options);
  return readingOn({ ...connection, exchange }, options);
}

/** The exact question of a check that the config declares; what it does not say is as for the route beside it. */
export function healthCheckAsk(
  check: HealthCheck,
  route: Route,
  on: AskedEndpoint,
  options: AskOptions,
): Ask {
  const { forward } = route;
  const facts = requestFacts(route, on, options);
  const wire = checkWire(route, on.endpoint, check);
  const ask = { ...connectionAsk(forward, wire, facts, options), isCheck: true } as const;
  const limits = { ...ask.limits, readIdleMs: check.timeoutMs?.value ?? ask.limits.readIdleMs };
  if (check.protocol === "tcp" || check.protocol === "tls")
    return readingOn({ ...ask, limits, exchange: scriptExchange(check, forward) }, options);
  const { host, httpVersion, headers, expectBody, expectBodyRule, expectHeaders } = check;
  const own = on.endpoint.check?.host ?? host;
  const { followsAlpn: _, ...asked } = exchangeAsk(forward, facts, check.path.value);
  const exchange: ExchangeAsk = {
    ...asked,
    ...(httpVersion !== undefined && { httpVersion: httpVersion.value }),
    // an empty Host is none
    ...(own !== undefined && { host: own.value === "" ? undefined : own.value }),
    ...(headers !== undefined && checkHeaders(headers, facts)),
    ...(expectBody !== undefined && { expectBody: expectBody.value }),
    ...(expectBodyRule !== undefined && { expectBodyRule: expectBodyRule.value }),
    ...(expectHeaders !== undefined && { expectHeaders }),
    ...(check.isBare === true && { isBare: true }),
    ...(check.body !== undefined && { body: check.body }),
    protocol: checkProtocol(check, forward),
    method: check.method.value,
    rawRequest: check.rawRequest?.value,
    grpcService: check.grpcService,
    expectStatus: check.expectStatus.value,
    purpose: "declared-check",
  };
  return readingOn({ ...ask, limits, exchange }, options);
}

/** A check below HTTP that says nothing is a connection alone. */
function scriptExchange({ script }: HealthCheck, forward: Forward): ExchangeAsk | undefined {
  if (script === undefined) return undefined;
  const { hasCredentials } = script;
  return { ...quietExchange(forward), protocol: "tcp", script, hasCredentials, purpose: "declared-check" };
}

/** A check over HTTP may stand beside routes that pass on bytes or gRPC. */
function checkProtocol(check: HealthCheck, { protocol }: Forward): Forward["protocol"] {
  if (check.protocol === "grpc") return "grpc";
  return protocol === "grpc" || layer4(protocol) ? "http" : protocol;
}

/** What the declared check calls itself goes with it. */
function checkHeaders(
  headers: readonly HeaderSetting[],
  facts: RequestFacts,
): Pick<ExchangeAsk, "headers" | "hasCredentials"> {
  const filled = headers.flatMap(({ name, value }): readonly (readonly [string, string])[] => {
    const text = fill(value, facts);
    return text === undefined ? [] : [[name, text]];
  });
  return { headers: filled, hasCredentials: filled.some(([name]) => isCredential(name)) };
}

/**
 * Whether a check proves nothing of what the route asks: it goes to another port, speaks another protocol, or is the only
 * one of the two that goes over TLS or behind a PROXY header.
 */
export function asksSomethingElse(
  check: HealthCheck,
  { forward }: Route,
  endpoint: Pick<Endpoint, "forward">,
  port: number | undefined,
): boolean {
  if (port !== undefined) return true;
  const { proxyProtocol } = endpoint.forward ?? forward;
  if (check.proxyProtocol !== undefined && check.proxyProtocol.value !== proxyProtocol.value) return true;
  if (check.tls !== undefined && (check.tls === "none") !== (forward.tls === undefined)) return true;
  if (layer4(forward.protocol)) return false;
  if (check.protocol === "tcp" || check.protocol === "tls") return true;
  return forward.protocol === "grpc" ? check.protocol !== "grpc" : check.protocol === "grpc";
}

/** The question that the user declares with a health path: the route's own request for another path, as it stands. */
export function healthPathAsk(path: string, route: Route, on: AskedEndpoint, options: AskOptions): Ask {
  const facts = requestFacts(route, on, options);
  const exchange: ExchangeAsk = { ...exchangeAsk(route.forward, facts, path), purpose: "declared-check" };
  const connection = connectionAsk(route.forward, routeWire(route, on.endpoint), facts, options);
  return readingOn({ ...connection, isCheck: true, exchange }, options);
}

function readingOn(ask: Ask, options: AskOptions): Ask {
  const answerPatienceMs = answerPatience(ask.limits.readIdleMs, options);
  return answerPatienceMs > ask.patienceMs ? { ...ask, answerPatienceMs } : ask;
}

/** Whether the protocol passes bytes on without a request that uhc could send. */
export function layer4(protocol: Forward["protocol"]): boolean {
  return protocol === "tcp" || protocol === "udp" || protocol === "memcached";
}

function requestFacts(
  route: Route,
  { endpoint, listeners }: AskedEndpoint,
  options: AskOptions,
): RequestFacts {
  const { target } = endpoint;
  const hasTls = listeners.some((listener) => route.listeners.includes(listener.id) && listener.hasTls);
  const { host, isGuess: hostIsGuess } = clientHost(route, options);
  return {
    host,
    hostIsGuess,
    uri: clientPath(route),
    scheme: hasTls ? "https" : "http",
    clientAddress: LOOPBACK,
    endpointHost: endpoint.hostname ?? (target.kind === "tcp" ? target.host : "localhost"),
    endpointPort: target.kind === "tcp" ? target.port : undefined,
    endpointScheme: route.forward.tls === undefined ? "http" : "https",
  };
}

function exchangeAsk(forward: Forward, facts: RequestFacts, path: string): ExchangeAsk {
  const headers = headersOf(forward, facts);
  const host = fill(forward.host.value, facts) ?? facts.host;
  return {
    protocol: forward.protocol,
    httpVersion: forward.httpVersion.value,
    ...(forward.followsAlpn === true && { followsAlpn: true }),
    method: "GET",
    path,
    // nginx sends no header whose value is empty
    host: host === "" ? undefined : host,
    headers,
    rawRequest: undefined,
    grpcService: undefined,
    hasCredentials: headers.some(([name]) => isCredential(name)),
    expectStatus: undefined,
    purpose: "route",
  };
}

/** Layer 4: connect, and see whether the other side hangs up at once. */
function quietExchange(forward: Forward): ExchangeAsk {
  return {
    protocol: forward.protocol,
    httpVersion: "1.1",
    method: "GET",
    path: "",
    host: undefined,
    headers: [],
    rawRequest: undefined,
    grpcService: undefined,
    hasCredentials: false,
    expectStatus: undefined,
    purpose: "route",
  };
}

/** Words in the names of headers that carry secrets: Private-Token, X-Goog-Api-Key, X-Internal-Secret, X-Auth-Request-… */
const SECRET =
  /authori[sz]ation|authentication|(^|-)auth(-|$)|cookie|token|secret|passw(or)?d|credential|session|signature|assertion|(^|-)jwt(-|$)|(^|-)sig(-|$)|(^|-|api|access)key(-|$)/i;

/**
 * Headers that name a secret: they go to the configured endpoint over the configured transport alone. Taking one too many
 * for a secret costs an experiment some likeness, one too few would give the secret away.
 */
export function isCredential(header: string): boolean {
  const name = header.replaceAll("_", "-");
  return SECRET.test(name) && !/^sec-websocket-/i.test(name);
}

/**
 * Headers whose value is unknown are left out, and empty ones: nginx sends none of those. Parameters of FastCGI and its
 * kin it sends empty as well. What uhc calls itself is not the config's to say.
 */
function headersOf(forward: Forward, facts: RequestFacts): readonly (readonly [string, string])[] {
  const headers: (readonly [string, string])[] = [];
  const isHttp = forward.protocol === "http";
  const takesParams = !isHttp && forward.protocol !== "grpc";
  for (const header of forward.headers) {
    const value = fill(header.value, facts);
    const name = header.name.toLowerCase();
    // An empty Connection takes away the "close" that would be sent without it.
    const keepsEmpty = takesParams ? header.onlyIfNotEmpty !== true : name === "connection" && isHttp;
    const isOwn = name === (takesParams ? "http_user_agent" : "user-agent");
    if (value !== undefined && (value !== "" || keepsEmpty) && !isOwn) headers.push([header.name, value]);
  }
  return headers;
}

/** The host name by which the config knows the endpoint; undefined for an address or a socket. */
export function endpointName(endpoint: Endpoint): string | undefined {
  return endpoint.target.kind === "tcp" && !endpoint.target.isAddress ? endpoint.target.host : undefined;
}
