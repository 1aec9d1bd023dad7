import type { Forward, HttpVersion, Retry, RetryCondition } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { type Line, wordAt } from "../ast.ts";
import { globalLine, type Site } from "./context.ts";
import { type LineOptions, textOption, valueAt } from "./line-options.ts";
import { inherited, last, numberAt, option, type ProxySection, timeout } from "./proxy.ts";
import { rewrittenPath, type Shaped, shapeRequest } from "./rules.ts";
import type { Backend } from "./upstream.ts";

/** Linux gives up a connection after some 127 s; without `timeout connect` nothing else ends it. */
const KERNEL_CONNECT_MS = 127_000;
/** Nothing ends the wait where a timeout is absent; an hour stands for it. */
const UNLIMITED_MS = 3_600_000;
/** `tune.bufsize` without `tune.maxrewrite`. */
const BUFFER_BYTES = 16_384;
const REWRITE_BYTES = 1_024;
const RETRIES = 3;

const SITE = Symbol("site");

/** Each part is read when it is asked for: thousands of rules may lead to thousands of backends. */
interface ForwardView extends Forward {
  upstream: string;
  protocol: Forward["protocol"];
  followsAlpn: true;
  location: Location;
  [SITE]: {
    readonly frontend: ProxySection;
    readonly backend: ProxySection;
    readonly read: Backend;
    readonly site: Site;
    shaped: Shaped | undefined;
  };
}

type LaterRead = Omit<Forward, "upstream" | "protocol" | "location" | "followsAlpn">;

const forwardPrototype: LaterRead & ThisType<ForwardView> = {
  get httpVersion() {
    return version(this[SITE].read.options, this.location);
  },
  get host() {
    return shapedBy(this).host;
  },
  get headers() {
    return shapedBy(this).headers;
  },
  get path() {
    return rewrittenPath(proxiesOf(this), this.location);
  },
  method: undefined,
  get tls() {
    return this[SITE].read.common().tls;
  },
  get proxyProtocol() {
    return this[SITE].read.common().proxyProtocol;
  },
  get timeouts() {
    return readTimeouts(this);
  },
  get retry() {
    return readRetry(proxiesOf(this), this[SITE].backend, this.location);
  },
  get responseHeaderBytes() {
    return headerBytes(this[SITE].site, this.location);
  },
  get buffersResponse() {
    return assumed(false, this.location);
  },
  get deniesAnswers() {
    return deniedAt(proxiesOf(this));
  },
  get sourceAddress() {
    return sourceAddress(this[SITE].backend, this[SITE].read.options);
  },
};

/** How a frontend asks a backend. */
export function readForward(
  frontend: ProxySection,
  backend: ProxySection,
  read: Backend,
  at: Location,
  site: Site,
): Forward {
  const isHttp = backend.isHttp && frontend.isHttp;
  const view: ForwardView = Object.create(forwardPrototype);
  view.upstream = read.upstream.id;
  view.protocol = isHttp ? (isFastCgi(backend, read.options) ? "fastcgi" : "http") : "tcp";
  view.location = at;
  view[SITE] = { frontend, backend, read, site, shaped: undefined };
  if (followsAlpn(read.options)) view.followsAlpn = true;
  return view;
}

function proxiesOf({ [SITE]: { frontend, backend } }: ForwardView): readonly ProxySection[] {
  return frontend === backend ? [backend] : [frontend, backend];
}

/** `http-response deny` and `tcp-response content reject` end an answer with 502 and PH, as one that is no HTTP does. */
function deniedAt(proxies: readonly ProxySection[]): Location | undefined {
  const rules = proxies.flatMap((proxy) => [
    ...inherited(proxy, "http-response").filter(({ words }) => words[1] === "deny"),
    ...inherited(proxy, "tcp-response").filter(({ words }) => words[2] === "reject"),
  ]);
  return rules[0] && wordAt(rules[0], 1);
}

function shapedBy(view: ForwardView): Shaped {
  view[SITE].shaped ??= shapeRequest(proxiesOf(view), view.location);
  return view[SITE].shaped;
}

function readTimeouts({ [SITE]: { frontend, backend }, location }: ForwardView): Forward["timeouts"] {
  const server = timeout(backend, "server");
  const client = timeout(frontend, "client") ?? assumed(UNLIMITED_MS, location);
  const connectMs = timeout(backend, "connect") ?? assumed(KERNEL_CONNECT_MS, location);
  return {
    connectMs,
    handshakeMs: connectMs,
    sendIdleMs: server,
    readIdleMs: server ?? assumed(UNLIMITED_MS, location),
    requestMs: undefined,
    client: { bodyIdleMs: client, answerIdleMs: client },
  };
}

function isFastCgi(backend: ProxySection, options: LineOptions): boolean {
  return last(backend, "use-fcgi-app") !== undefined || options.get("proto")?.value === "fcgi";
}

/** HTTP/2 is spoken where `proto` or ALPN says so. */
function version(options: LineOptions, at: Location): Setting<HttpVersion> {
  const proto = options.get("proto");
  if (proto?.value === "h2") return written("2", valueAt(proto));
  const alpn = textOption(options, "alpn");
  return alpn !== undefined && followsAlpn(options) ? written("2", alpn.location) : assumed("1.1", at);
}

function followsAlpn(options: LineOptions): boolean {
  if (!options.has("alpn") || options.get("proto")?.value === "h2") return false;
  return textOption(options, "alpn")?.value.split(",").includes("h2") === true;
}

/**
 * `retries` (3) after failed connections; `retry-on` adds what is asked again although the request was sent, whatever its
 * method, unless `http-request disable-l7-retry` keeps it back. Another server is tried only with `option redispatch`.
 */
function readRetry(proxies: readonly ProxySection[], backend: ProxySection, at: Location): Retry {
  const line = last(backend, "retry-on");
  const retries = numberAt(last(backend, "retries"), 1) ?? assumed(RETRIES, at);
  return {
    on: line === undefined ? assumed(FAILED_CONNECTIONS, at) : retriedOn(line, proxies),
    attempts: { ...retries, value: option(backend, "redispatch") === undefined ? 1 : retries.value + 1 },
    totalMs: assumed(0, at),
  };
}

const FAILED_CONNECTIONS: readonly RetryCondition[] = ["error"];

function retriedOn(line: Line, proxies: readonly ProxySection[]): Retry["on"] {
  const words = line.words.slice(1);
  const isKept = proxies.some((proxy) =>
    inherited(proxy, "http-request").some(({ words: [, action] }) => action === "disable-l7-retry"),
  );
  const conditions = words.flatMap((word) => CONDITIONS.get(word) ?? statusOf(word));
  const repeats = words.some((word) => word !== "conn-failure" && word !== "none") && !isKept;
  return written(
    distinct([...conditions, ...(repeats ? (["unsafe-methods"] as const) : [])]),
    wordAt(line, 1),
  );
}

const L7: readonly RetryCondition[] = ["error", "timeout", "invalid-header"];
const CONDITIONS: ReadonlyMap<string, readonly RetryCondition[]> = new Map<string, readonly RetryCondition[]>(
  [
    ["none", []],
    ["conn-failure", ["error"]],
    ["empty-response", ["error"]],
    ["junk-response", ["invalid-header"]],
    ["response-timeout", ["timeout"]],
    ["0rtt-rejected", []],
    ["all-retryable-errors", [...L7, ...[500, 502, 503, 504].map((status) => ({ status }))]],
  ],
);

function statusOf(word: string): readonly RetryCondition[] {
  return /^[45]\d\d$/.test(word) ? [{ status: Number(word) }] : [];
}

function distinct(conditions: readonly RetryCondition[]): readonly RetryCondition[] {
  return [...new Map(conditions.map((one) => [typeof one === "string" ? one : one.status, one])).values()];
}

function headerBytes(site: Site, at: Location): Setting<number> {
  const buffer = numberAt(globalLine(site, "tune.bufsize"), 1);
  const rewrite = numberAt(globalLine(site, "tune.maxrewrite"), 1)?.value ?? REWRITE_BYTES;
  return buffer === undefined
    ? assumed(BUFFER_BYTES - rewrite, at)
    : { ...buffer, value: Math.max(buffer.value - rewrite, 0) };
}

function sourceAddress(backend: ProxySection, options: LineOptions): Setting<string> | undefined {
  const own = options.get("source");
  const line = last(backend, "source");
  const text = own?.value ?? line?.words[1];
  if (text === undefined || text.startsWith("0.0.0.0") || text.startsWith("*")) return undefined;
  const place = own === undefined ? (line === undefined ? undefined : wordAt(line, 1)) : valueAt(own);
  return place === undefined ? undefined : written(text.replace(/:\d+(?:-\d+)?$/, ""), place);
}
