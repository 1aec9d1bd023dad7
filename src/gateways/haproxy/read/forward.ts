import type { Forward, HttpVersion, Retry, RetryCondition } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { wordAt } from "../ast.ts";
import { globalLine, type Site } from "./context.ts";
import { inherited, last, numberAt, option, type ProxySection, timeout } from "./proxy.ts";
import { shapeRequest } from "./rules.ts";
import { type LineOptions, textOption, valueAt } from "./server-options.ts";
import type { Backend } from "./upstream.ts";

/** Linux gives up a connection after some 127 s; without `timeout connect` nothing else ends it. */
const KERNEL_CONNECT_MS = 127_000;
/** Nothing ends the wait where a timeout is absent; an hour stands for it. */
const UNLIMITED_MS = 3_600_000;
/** `tune.bufsize` without `tune.maxrewrite`. */
const BUFFER_BYTES = 16_384;
const REWRITE_BYTES = 1_024;
const RETRIES = 3;

/** How a frontend asks a backend. */
export function readForward(
  frontend: ProxySection,
  backend: ProxySection,
  read: Backend,
  at: Location,
  site: Site,
): Forward {
  const proxies = frontend === backend ? [backend] : [frontend, backend];
  const shaped = shapeRequest(proxies, at);
  const isHttp = backend.isHttp && frontend.isHttp;
  const connect = timeout(backend, "connect");
  const server = timeout(backend, "server");
  const client = timeout(frontend, "client") ?? assumed(UNLIMITED_MS, at);
  const connectMs = connect ?? assumed(KERNEL_CONNECT_MS, at);
  return {
    upstream: read.upstream.id,
    protocol: isHttp ? (isFastCgi(backend, read.options) ? "fastcgi" : "http") : "tcp",
    ...version(read.options, at),
    ...shaped,
    method: undefined,
    ...read.common,
    timeouts: {
      connectMs,
      handshakeMs: connectMs,
      sendIdleMs: server,
      readIdleMs: server ?? assumed(UNLIMITED_MS, at),
      requestMs: undefined,
      client: { bodyIdleMs: client, answerIdleMs: client },
    },
    retry: readRetry(proxies, backend, at),
    responseHeaderBytes: headerBytes(site, at),
    buffersResponse: assumed(false, at),
    sourceAddress: sourceAddress(backend, read.options),
    location: at,
  };
}

function isFastCgi(backend: ProxySection, options: LineOptions): boolean {
  return last(backend, "use-fcgi-app") !== undefined || options.get("proto")?.value === "fcgi";
}

/** HTTP/2 is spoken where `proto` or ALPN says so. */
function version(options: LineOptions, at: Location): Pick<Forward, "httpVersion" | "followsAlpn"> {
  const proto = options.get("proto");
  if (proto?.value === "h2") return { httpVersion: written<HttpVersion>("2", valueAt(proto)) };
  const alpn = textOption(options, "alpn");
  if (alpn?.value.split(",").includes("h2") !== true) return { httpVersion: assumed("1.1", at) };
  return { httpVersion: written<HttpVersion>("2", alpn.location), followsAlpn: true };
}

/**
 * `retries` (3) after failed connections; `retry-on` adds what is asked again although the request was sent, whatever its
 * method, unless `http-request disable-l7-retry` keeps it back. Another server is tried only with `option redispatch`.
 */
function readRetry(proxies: readonly ProxySection[], backend: ProxySection, at: Location): Retry {
  const line = last(backend, "retry-on");
  const words = line?.words.slice(1) ?? ["conn-failure"];
  const isKept = proxies.some((proxy) =>
    inherited(proxy, "http-request").some(({ words: [, action] }) => action === "disable-l7-retry"),
  );
  const conditions = words.flatMap((word) => CONDITIONS.get(word) ?? statusOf(word));
  const repeats = words.some((word) => word !== "conn-failure" && word !== "none") && !isKept;
  const on = distinct([...conditions, ...(repeats ? (["unsafe-methods"] as const) : [])]);
  const retries = numberAt(last(backend, "retries"), 1) ?? assumed(RETRIES, at);
  return {
    on: line === undefined ? assumed(on, at) : written(on, wordAt(line, 1)),
    attempts: { ...retries, value: option(backend, "redispatch") === undefined ? 1 : retries.value + 1 },
    totalMs: assumed(0, at),
  };
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
